"""Open a draft, and take in consultations that come from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agora.action import action
from participation.consultations import rules, starters
from participation.consultations.models import (
    Component,
    Consultation,
    ConsultationKind,
    Department,
    Opening,
    Phase,
    Sector,
)
from participation.consultations.references import next_ids, reference

# Words that are pages of the list.
_RESERVED = {"nouvelle", "listes"}
_CODES = {ConsultationKind.LOCAL_COMMISSION: "ASSE"}


def _code(kind: str) -> str:
    return _CODES.get(ConsultationKind(kind), "PART")


def _free_slug(title: str) -> str:
    base = slugify(title)[:200] or "concertation"
    if base in _RESERVED:
        base = f"concertation-{base}"
    taken = set(Consultation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@action("consultation.created", rule=rules.can_create, begins=True)
def create_consultation(
    *,
    actor: Any,
    title: str,
    starts_on: date,
    ends_on: date,
    department: Department | None = None,
    sector: Sector | None = None,
    starter: str = "empty",
    kind: str = ConsultationKind.CONSULTATION,
    organiser: str = "",
) -> Consultation:
    """Open a draft from four answers and a starter: its phases and tools are laid out."""
    now = timezone.now()
    [pk] = next_ids(Consultation)
    consultation = Consultation.objects.create(
        pk=pk,
        title=title,
        slug=_free_slug(title),
        reference=reference(_code(kind), pk, now),
        kind=kind,
        template=starter,
        starts_on=starts_on,
        ends_on=ends_on,
        department=department,
        sector=sector,
        organiser=organiser,
    )
    _lay_out(consultation, starters.get(starter), starts_on, ends_on)
    return consultation


def _lay_out(
    consultation: Consultation, starter: starters.Starter, first: date, last: date
) -> None:
    phases = []
    for rank, step in enumerate(starter.steps):
        start, end = starters.step_days(step, first, last)
        phases.append(
            Phase.objects.create(
                consultation=consultation,
                title=_(str(step.title)),
                description=_(str(step.description)),
                starts_at=rules.day_start(start),
                ends_at=rules.day_end(end),
                position=rank,
            )
        )
    for rank, part in enumerate(starter.parts):
        component = Component.objects.create(
            consultation=consultation, kind=part.kind, title=str(part.title), position=rank
        )
        for step_rank in part.steps:
            Opening.objects.create(
                component=component, phase=phases[step_rank], actions=list(part.actions)
            )


@action("consultation.loaded", rule=rules.machine_only)
def load_many(*, actor: Any, consultations: Sequence[Consultation]) -> list[Consultation]:
    """Take in unsaved consultations (import, seed): numbers, references and slugs are given."""
    now = timezone.now()
    numbers = next_ids(Consultation, len(consultations)) if consultations else []
    for pk, row in zip(numbers, consultations, strict=True):
        row.pk = pk
        row.reference = row.reference or reference(_code(row.kind), pk, now)
        row.slug = row.slug or f"{slugify(row.title)[:190] or 'concertation'}-{pk}"
    return Consultation.objects.bulk_create(consultations)


@action("consultation.tools_loaded", rule=rules.machine_only)
def load_tools(
    *,
    actor: Any,
    phases: Sequence[Phase] = (),
    components: Sequence[Component] = (),
    openings: Sequence[Opening] = (),
) -> list[Component]:
    """Take in unsaved phases, tools and when they open, in that order."""
    Phase.objects.bulk_create(phases)
    made = Component.objects.bulk_create(components)
    Opening.objects.bulk_create(openings)
    return made
