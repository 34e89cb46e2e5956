"""Plan a meeting, change it, type in its post-its, publish its minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from agora.action import action
from agora.files.models import StoredFile
from agora.notices import announce
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component, Sector
from participation.contributions.actions.add import add
from participation.contributions.models import AuthorKind, Contribution
from participation.meetings import rules
from participation.meetings.models import Meeting, WorkshopNote
from participation.meetings.registries import workshop_entries

KIND = "meeting"
_LINES = ("venue", "address", "access")
_FACTS = ("kind", "starts_at", "ends_at", "capacity", "attendance")


@dataclass(frozen=True)
class Note:
    """One post-it: what it says, and the rest when somebody explained it."""

    title: str
    body: str = ""


@action("meeting.planned", rule=rules.can_plan, begins=True)
def plan_meeting(
    *,
    actor: Any,
    component: Component,
    title: str,
    facts: Mapping[str, Any],
    body: str = "",
    sector: Sector | None = None,
) -> Contribution:
    """Announce a meeting; followers of the consultation are told."""
    word = add(
        actor=actor,
        kind=KIND,
        component=component,
        title=title,
        body=body,
        sector=sector,
        author_kind=AuthorKind.CITY,
        signature=component.consultation.organiser
        or str(component.consultation.department or "Ville"),
    )
    meeting = Meeting(contribution=word)
    _write(meeting, facts)
    meeting.save(force_insert=True)
    announce("meeting.planned", about=word)
    return word


@action("meeting.changed", rule=rules.can_run)
def change_meeting(
    *,
    actor: Any,
    meeting: Contribution,
    title: str,
    facts: Mapping[str, Any],
    body: str = "",
    sector: Sector | None = None,
) -> Contribution:
    """Move or describe a meeting better."""
    meeting.title, meeting.body, meeting.sector = clean_line(title), clean_text(body), sector
    meeting.save(update_fields=["title", "body", "sector"])
    _write(meeting.meeting, facts)
    meeting.meeting.save()
    return meeting


@action("meeting.notes_typed", rule=rules.can_run, begins=True)
def type_notes(
    *,
    actor: Any,
    meeting: Contribution,
    entry: str,
    component: Component,
    notes: Sequence[Note],
    signature: str,
    sector: Sector | None = None,
) -> Contribution:
    """Type in the post-its of a workshop, signed by it and dated of its day (S18)."""
    write = workshop_entries.get(entry).write
    day = timezone.localtime(meeting.meeting.starts_at).date()
    start = WorkshopNote.objects.filter(meeting=meeting.meeting).count()
    for position, note in enumerate(notes, start=start + 1):
        word = write(
            actor=actor,
            component=component,
            title=note.title,
            body=note.body,
            signature=signature,
            occurred_on=day,
            sector=sector or meeting.sector,
        )
        WorkshopNote.objects.create(contribution=word, meeting=meeting.meeting, position=position)
    return meeting


@action("meeting.photo_kept", rule=rules.can_run)
def keep_sheet_photo(*, actor: Any, meeting: Contribution, photo: StoredFile) -> Contribution:
    """Keep the photo of the sheet the post-its were typed from."""
    meeting.meeting.sheet_photo = photo
    meeting.meeting.save(update_fields=["sheet_photo"])
    return meeting


@action("meeting.minutes_published", rule=rules.can_run)
def publish_minutes(
    *, actor: Any, meeting: Contribution, minutes: str, attendance: int | None = None
) -> Contribution:
    """Say what was said, and how many came."""
    detail = meeting.meeting
    detail.minutes = clean_text(minutes)
    detail.minutes_on = detail.minutes_on or timezone.localdate()
    detail.attendance = attendance
    detail.save(update_fields=["minutes", "minutes_on", "attendance"])
    announce("meeting.minutes_published", about=meeting)
    return meeting


@action("meeting.loaded", rule=rules.machine_only)
def load_details(
    *, actor: Any, details: Sequence[Meeting], notes: Sequence[WorkshopNote] = ()
) -> list[Meeting]:
    """Add the detail rows of meetings and notes loaded in bulk (seeds)."""
    made = Meeting.objects.bulk_create(details, batch_size=1000)
    WorkshopNote.objects.bulk_create(notes, batch_size=1000)
    return made


def _write(meeting: Meeting, facts: Mapping[str, Any]) -> None:
    for name in _LINES:
        setattr(meeting, name, clean_line(facts.get(name) or ""))
    for name in _FACTS:
        if name in facts:
            setattr(meeting, name, facts[name])
