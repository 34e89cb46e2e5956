"""Who may move data in: the director and those who run the platform."""

from typing import Any

from agora.rules import has_role
from tenants.queries import feature

_moves_data = has_role("director", "platform_officer")


def can_import(*, actor: Any) -> bool:
    """Whoever runs the platform, where the provider left the function switched on."""
    return _moves_data(actor=actor) and feature("imports")
