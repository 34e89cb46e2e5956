"""Who may take which list away."""

from typing import Any

from agora.exports.registries import Export
from agora.rules import allowed


def can_download(*, actor: Any, export: Export) -> bool:
    """Ask the rule the slice gave with its list."""
    return allowed(export.rule, actor=actor, facts={})
