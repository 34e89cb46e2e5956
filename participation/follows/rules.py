"""Who may follow: anyone with an account, anything they can read."""

from __future__ import annotations

from typing import Any

from agora.rules import is_person, is_system
from participation.consultations import queries as consultations
from participation.consultations.models import Consultation
from participation.contributions import queries as contributions
from participation.contributions.models import Contribution


def can_follow(
    *, actor: Any, consultation: Consultation | None, contribution: Contribution | None
) -> bool:
    """Somebody signed in, a consultation or words they see."""
    if not is_person(actor):
        return is_system(actor)
    if consultation is not None:
        return consultations.visible_to(actor).filter(pk=consultation.pk).exists()
    if contribution is None:
        return False
    mine = contribution.author_id == actor.pk  # one reads one's own words: nothing to ask
    return mine or contributions.readable_by(actor).filter(pk=contribution.pk).exists()
