"""Reads: the city's agenda, the meetings of a module, one of them and its notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from participation.consultations.models import Component, Consultation
from participation.contributions.models import Contribution
from participation.contributions.queries import readable_by, settled, visible_to, with_component
from participation.meetings.registries import WorkshopEntry, workshop_entries

KIND = "meeting"


def meetings(actor: Any) -> QuerySet[Contribution]:
    """Return the visible meetings with their date, place and consultation."""
    rows = visible_to(actor).filter(kind=KIND, meeting__isnull=False)
    return rows.select_related("meeting", "sector", "consultation", "component")


def agenda(actor: Any, filters: Mapping[str, Any], *, at: datetime) -> QuerySet[Contribution]:
    """Return the agenda: to come soonest first, or past latest first."""
    rows = meetings(actor)
    if sector := filters.get("secteur"):
        rows = rows.filter(sector=sector)
    if component := filters.get("module"):
        rows = rows.filter(component=component)
    if filters.get("quand") == "passees":
        return rows.filter(meeting__starts_at__lt=at).order_by("-meeting__starts_at", "pk")
    return rows.filter(meeting__starts_at__gte=at).order_by("meeting__starts_at", "pk")


def coming(actor: Any, *, at: datetime, limit: int = 3) -> list[Contribution]:
    """Return the next meetings of the city."""
    return list(agenda(actor, {}, at=at)[:limit])


def of_consultation(actor: Any, consultation: Consultation) -> list[Contribution]:
    """Return all the meetings of a consultation, in order, with how many notes each gave."""
    rows = meetings(actor).filter(consultation=consultation)
    return list(
        rows.annotate(notes=Count("meeting__notes")).order_by("meeting__starts_at", "pk")[:50]
    )


def meeting_or_404(actor: Any, pk: int) -> Contribution:
    """Return one readable meeting with all that its page shows."""
    found = (
        with_component(readable_by(actor))
        .filter(pk=pk, kind=KIND)
        .select_related("meeting__sheet_photo", "author", "sector", "consultation__department")
        .first()
    )
    if found is None or not hasattr(found, "meeting"):
        raise Http404
    return settled(found)


def notes_of(actor: Any, meeting: Contribution) -> QuerySet[Contribution]:
    """Return what was noted in a meeting, in the order of the sheet."""
    rows = visible_to(actor).filter(workshop_note__meeting=meeting.meeting)
    return rows.select_related("author", "consultation").order_by("workshop_note__position")


def entries_for(meeting: Contribution) -> list[tuple[str, WorkshopEntry, Component]]:
    """Return where the post-its of this meeting may go: (entry, its words, module)."""
    modules = list(meeting.consultation.components.all())
    return [
        (key, entry, module)
        for key, entry in workshop_entries.items()
        for module in modules
        if module.kind == entry.component_kind
    ]
