"""Who may plan meetings and type in what was said there."""

from __future__ import annotations

from typing import Any

from agora.rules import is_system
from participation.consultations.models import Component
from participation.consultations.queries import roles_on
from participation.contributions.models import Contribution

PLANNERS = frozenset(
    {"director", "platform_officer", "reception", "project_officer", "department_lead"}
)


def can_plan(*, actor: Any, component: Component) -> bool:
    """Roles that organise, city-wide or on this consultation."""
    return is_system(actor) or not PLANNERS.isdisjoint(roles_on(actor, component.consultation))


def can_run(*, actor: Any, meeting: Contribution) -> bool:
    """The same people, on a meeting that is there."""
    return is_system(actor) or not PLANNERS.isdisjoint(roles_on(actor, meeting.consultation))


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
