"""Who reads the journal."""

from typing import Any

from agora.context import state
from agora.rules import has_role, is_operator

_keepers = has_role("director", "platform_officer")


def can_read_journal(*, actor: Any) -> bool:
    """In a city, those who answer for the platform; at the provider's, its people."""
    if state() == "public":
        return is_operator(actor=actor)
    return _keepers(actor=actor)
