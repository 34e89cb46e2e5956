"""Residents' words, written straight into the table."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from participation.consultations.models import Component
from participation.consultations.references import next_ids, reference
from participation.contributions.models import Contribution, OfficialReply, Report
from tests.factories.consultations import make_component

_number = count(1)


def make_contribution(
    component: Component | None = None, *, kind: str = "proposal", **fields: Any
) -> Contribution:
    """A published contribution, signed by a workshop unless an author is given."""
    component = component or make_component()
    now = timezone.now()
    n = next(_number)
    [pk] = next_ids(Contribution)
    values: dict[str, Any] = {
        "reference": reference("PROP", pk, now),
        "consultation": component.consultation,
        "title": f"Garder les vieux platanes {n}",
        "body": "Ils donnent de l’ombre aux bancs, tout l’été.",
        "created_at": now,
        "published_at": now,
    }
    if not fields.get("author"):
        values |= {"signature": "Atelier du 9 janvier 2019", "author_kind": "meeting"}
    return Contribution.objects.create(pk=pk, kind=kind, component=component, **(values | fields))


def make_reply(contribution: Contribution, **fields: Any) -> OfficialReply:
    values: dict[str, Any] = {
        "body": "Les platanes restent, tous.",
        "published_at": timezone.now(),
    }
    return OfficialReply.objects.create(contribution=contribution, **(values | fields))


def make_report(contribution: Contribution, **fields: Any) -> Report:
    values: dict[str, Any] = {"kind": "charter_breach"}
    report = Report.objects.create(contribution=contribution, **(values | fields))
    contribution.reports_count += 1
    contribution.save(update_fields=["reports_count"])
    return report
