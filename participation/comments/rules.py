"""Who may comment, and take a comment back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from agora.rules import is_person, is_system
from participation.consultations.rules import allows
from participation.contributions.models import Contribution, Status


def slowed(target: Contribution, at: datetime | None = None) -> bool:
    """Tell whether the thread rests for a while (a moderator's decision)."""
    return target.slow_until is not None and target.slow_until > (at or timezone.now())


def can_comment(*, actor: Any, target: Contribution) -> bool:
    """Whoever the phases and the identity ladder let, under words that are on show."""
    return (
        is_person(actor)
        and target.status == Status.PUBLISHED
        and not target.is_hidden
        and not slowed(target)
        and allows(target.component, "comment", actor)
    )


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
