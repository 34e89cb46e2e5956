"""Who may choose: everybody for themselves."""

from typing import Any

from agora.rules import is_person


def can_choose(*, actor: Any, person: Any) -> bool:
    """Choose for oneself; the holder of a signed link is the person it names."""
    return is_person(actor) and actor.pk == person.pk
