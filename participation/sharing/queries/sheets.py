"""Reads: the sheets of this city, what is out of them, and the consultations that have none."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from agora.accounts.queries import team
from agora.rules import held_roles
from participation.consultations.models import Consultation, State, TeamMember
from participation.consultations.queries import SCOPED
from participation.consultations.rules import HELPERS
from participation.sharing.models import Sheet
from tenants.disclosure.sheets import FIGURES
from tenants.models import OwnDisclosure, OwnSheet

# A sheet tells what happened: something must have begun.
BEGUN = (State.OPEN, State.CLOSED, State.RESTITUTED, State.ARCHIVED)


def sheets() -> QuerySet[Sheet]:
    """All the sheets of the city, the last written first."""
    return Sheet.objects.select_related("consultation")


def sheet_or_404(uid: Any) -> Sheet:
    """One sheet with its consultation, if that is still there."""
    found = sheets().filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def sheet_of(consultation: Consultation) -> Sheet | None:
    """The sheet of a consultation, if it was begun."""
    return Sheet.objects.filter(subject_ref=consultation.reference).first()


def is_out(consultation: Consultation) -> bool:
    """Is its sheet published?"""
    return OwnSheet.objects.filter(subject_ref=consultation.reference).exists()


def without_sheet(actor: Any) -> QuerySet[Consultation]:
    """What this person edits, has begun and has no sheet, the last ended first."""
    told = Sheet.objects.filter(subject_ref=OuterRef("reference"))
    rows = Consultation.objects.filter(~Exists(told), state__in=BEGUN)
    if (held_roles(actor) - SCOPED).isdisjoint(HELPERS):
        mine = TeamMember.objects.filter(user=actor.pk, role__in=HELPERS)
        rows = rows.filter(
            Q(pk__in=mine.values("consultation")) | Q(department__in=mine.values("department"))
        )
    return rows.order_by("-ends_on", "-pk")


def figures_out(sheet: Sheet) -> dict[str, OwnDisclosure]:
    """The figures of its consultation that are out, by key."""
    rows = OwnDisclosure.objects.filter(
        subject_ref=sheet.subject_ref, key__startswith=FIGURES
    ).order_by("key")
    return {row.key: row for row in rows}


def shared_row(sheet: Sheet) -> OwnSheet | None:
    """The sheet as the club has it: None when it is not out."""
    return OwnSheet.objects.filter(uid=sheet.uid).first()


def shared_rows() -> dict[Any, OwnSheet]:
    """All that the club has of this city's sheets, without their texts."""
    return {row.uid: row for row in OwnSheet.objects.defer("content")}


def team_names() -> list[str]:
    """The names a text is searched for: those of whoever holds a job here."""
    return [name for name in team().values_list("full_name", flat=True) if name]
