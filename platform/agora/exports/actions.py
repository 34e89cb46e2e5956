"""Taking a list away is an act: it leaves a line in the journal."""

from collections.abc import Mapping
from typing import Any

from agora.action import action
from agora.exports.models import Download
from agora.exports.registries import Export
from agora.exports.rules import can_download


@action("exports.downloaded", rule=can_download)
def note_download(
    *, actor: Any, key: str, export: Export, format: str, filters: Mapping[str, list[str]]
) -> Download:
    """Allow `actor` to take this list, and remember that it left."""
    return Download.objects.create(key=key, format=format, filters=dict(filters))
