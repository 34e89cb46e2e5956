"""What ideas put in « Ma semaine »."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.consultations.registries import Duty
from participation.proposals.queries import unanswered
from participation.proposals.rules import can_answer

SHOWN = 5


def unanswered_ideas(actor: Any, at: datetime) -> Iterable[Duty]:
    """Yield the most supported ideas that this person may answer and nobody has."""
    for word in unanswered(actor, SHOWN):
        if can_answer(actor=actor, proposal=word):
            supports = ngettext("%(n)d soutien", "%(n)d soutiens", word.supports_count)
            yield Duty(
                title=word.title,
                url=reverse("proposals_staff:answer", args=[word.pk]),
                verb=_("Répondre"),
                badge=_("À répondre"),
                since=word.published_at,
                meta=supports % {"n": word.supports_count},
            )
