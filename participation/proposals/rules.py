"""Who may do what with an idea."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person, is_system
from participation.consultations.models import Component
from participation.consultations.queries import roles_on
from participation.consultations.rules import allows, closed_because
from participation.contributions.models import Contribution
from participation.contributions.rules import REPLIERS
from participation.proposals.models import Draft

TYPISTS = frozenset({"director", "platform_officer", "reception", "project_officer"})


def can_publish(*, actor: Any, component: Component) -> bool:
    """Whoever the phases and the identity ladder let contribute here."""
    return allows(component, "contribute", actor)


def can_write(*, actor: Any, component: Component) -> bool:
    """Anybody while the module is open: one writes first and signs at the end."""
    return closed_because(component, "contribute") is None and not getattr(
        actor, "is_restricted", False
    )


def can_keep(*, actor: Any, draft: Draft) -> bool:
    """The account the draft belongs to; without one, whoever holds it on their device."""
    return draft.author_id is None or (is_person(actor) and draft.author_id == actor.pk)


def can_publish_draft(*, actor: Any, draft: Draft) -> bool:
    """Who keeps the draft, where they may contribute."""
    return can_keep(actor=actor, draft=draft) and can_publish(
        actor=actor, component=draft.component
    )


def can_note(*, actor: Any, component: Component) -> bool:
    """Staff who type in what was said elsewhere, even once the module is closed."""
    return _holds(actor, component.consultation, TYPISTS)


def can_answer(*, actor: Any, proposal: Contribution) -> bool:
    """Roles that answer for the city; a department answers for its own consultations."""
    return _holds(actor, proposal.consultation, REPLIERS)


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)


def _holds(actor: Any, consultation: Any, roles: frozenset[str]) -> bool:
    return is_system(actor) or not roles.isdisjoint(roles_on(actor, consultation))
