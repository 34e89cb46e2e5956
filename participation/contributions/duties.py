"""What contributions put in « Ma semaine »."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.consultations.registries import Duty
from participation.contributions import queries, rules

SHOWN = 5


def reported(actor: Any, at: datetime) -> Iterable[Duty]:
    """Words readers reported, for those who decide."""
    for word in queries.reported(actor, SHOWN):
        if not rules.can_moderate(actor=actor, contribution=word):
            continue
        times = word.reports_count
        latest = next(iter(word.reports.all()), None)
        yield Duty(
            title=word.title or Truncator(f"« {word.body} »").chars(80),
            url=reverse("contributions_staff:detail", args=[word.pk]),
            verb=_("Décider"),
            badge=ngettext("Signalée", "Signalée %(n)d fois", times) % {"n": times},
            icon="flag",
            since=latest.created_at if latest else None,
            meta=f"{word.consultation.title}. {latest.get_kind_display()}." if latest else "",
        )
