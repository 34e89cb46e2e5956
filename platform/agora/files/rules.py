"""Who may send and remove files."""

from typing import Any

from agora.rules import is_staff, signed_in


def can_store(*, actor: Any, use: str) -> bool:
    """A photo may come before the account (one signs last); a logo, perhaps SVG, is for staff."""
    if use == "logo":
        return is_staff(actor=actor)
    return use == "image" or signed_in(actor=actor)


def can_remove(*, actor: Any) -> bool:
    """Removing is asked by the slice that owns the file, which has its own rule."""
    return signed_in(actor=actor)
