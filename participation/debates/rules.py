"""Who may put a question to the residents, and close it."""

from __future__ import annotations

from typing import Any

from agora.rules import is_system
from participation.consultations.models import Component
from participation.consultations.rules import can_edit
from participation.contributions.models import Contribution


def can_ask(*, actor: Any, component: Component) -> bool:
    """Whoever may write the consultation's page."""
    return can_edit(actor=actor, consultation=component.consultation)


def can_conclude(*, actor: Any, debate: Contribution) -> bool:
    """The same people, on a debate that is there."""
    return can_edit(actor=actor, consultation=debate.consultation)


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
