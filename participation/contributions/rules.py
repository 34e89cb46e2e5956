"""Who may do what with a contribution."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person, is_system
from participation.consultations.queries import roles_on
from participation.contributions.models import AuthorKind, Contribution, Status

MODERATORS = frozenset({"director", "platform_officer", "moderator"})
CORRECTORS = MODERATORS | {"reception", "project_officer"}
REPLIERS = frozenset({"director", "platform_officer", "department_lead"})


def _holds(actor: Any, contribution: Contribution, roles: frozenset[str]) -> bool:
    return is_system(actor) or not roles.isdisjoint(roles_on(actor, contribution.consultation))


def can_add(*, actor: Any) -> bool:
    """Whoever the tool's own action let through, unless the account is suspended."""
    return not getattr(actor, "is_restricted", False)


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)


def is_author(*, actor: Any, contribution: Contribution) -> bool:
    """The person who wrote it."""
    return is_person(actor) and contribution.author_id == actor.pk


def can_withdraw(*, actor: Any, contribution: Contribution) -> bool:
    """The author, of published words that are not hidden."""
    return (
        is_author(actor=actor, contribution=contribution)
        and contribution.status == Status.PUBLISHED
        and not contribution.is_hidden
    )


def can_change_draft(*, actor: Any, contribution: Contribution) -> bool:
    """The author, until it is published."""
    return is_author(actor=actor, contribution=contribution) and contribution.status == Status.DRAFT


def can_moderate(*, actor: Any, contribution: Contribution) -> bool:
    """Roles that hide and restore."""
    return _holds(actor, contribution, MODERATORS)


def can_correct(*, actor: Any, contribution: Contribution) -> bool:
    """Roles that mend a typo or a wrong sector; the former words stay visible."""
    return _holds(actor, contribution, CORRECTORS)


def can_reply(*, actor: Any, contribution: Contribution) -> bool:
    """Roles that answer for the city; a department answers for its own consultations."""
    return _holds(actor, contribution, REPLIERS)


def can_report(*, actor: Any, contribution: Contribution) -> bool:
    """Every reader, of words on show that are not the city's."""
    return (
        contribution.status == Status.PUBLISHED
        and not contribution.is_hidden
        and contribution.author_kind != AuthorKind.CITY
    )
