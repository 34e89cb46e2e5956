"""Who may do what in the club. A member is somebody whose city still lets them in."""

from __future__ import annotations

from typing import Any

from agora.rules import is_system
from club_utilisateurs.queries.people import member_of


def has_entered(*, actor: Any) -> bool:
    """Whoever came by a pass and is still let in, charter read or not."""
    return is_system(actor) or member_of(actor) is not None


def is_member(*, actor: Any) -> bool:
    """Whoever is let in and agreed to the charter."""
    if is_system(actor):
        return True
    member = member_of(actor)
    return member is not None and member.has_agreed


def facilitates(*, actor: Any) -> bool:
    """The provider's people who look after the club."""
    if is_system(actor):
        return True
    member = member_of(actor)
    return member is not None and member.has_agreed and member.facilitates


def can_report(*, actor: Any, post: Any) -> bool:
    """What others wrote and all can read; the provider's people act instead of reporting."""
    member = member_of(actor)
    if member is None or not member.has_agreed or member.pk == post.author_id:
        return False
    return post.hidden_at is None and post.topic.hidden_at is None


def machine_only(*, actor: Any) -> bool:
    """Jobs, seeds and the door of passes."""
    return is_system(actor)
