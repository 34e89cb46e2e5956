"""Who may follow: anyone with an account, anything they can read."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person
from participation.consultations import queries as consultations
from participation.consultations.models import Consultation
from participation.contributions import queries as contributions
from participation.contributions.models import Contribution


def can_follow_consultation(*, actor: Any, consultation: Consultation) -> bool:
    """Somebody signed in, a consultation they see."""
    return is_person(actor) and (
        consultations.visible_to(actor).filter(pk=consultation.pk).exists()
    )


def can_follow_contribution(*, actor: Any, contribution: Contribution) -> bool:
    """Somebody signed in, words they see."""
    return is_person(actor) and (
        contributions.readable_by(actor).filter(pk=contribution.pk).exists()
    )
