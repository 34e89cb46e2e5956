"""Take in words: one by one from the tools, by thousands from imports and seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from agora.accounts.models import IdentityLevel
from agora.action import action
from agora.rules import is_person
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component, Sector
from participation.consultations.references import next_ids, reference
from participation.contributions import rules
from participation.contributions.models import AuthorKind, Contribution, Origin, Status
from participation.contributions.reactions import react
from participation.contributions.registries import kinds


@dataclass(frozen=True)
class Place:
    """Where it is about: a name, and a point when somebody showed it."""

    label: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


_NOWHERE = Place()


@action("contribution.added", rule=rules.can_add, begins=True)
def add(
    *,
    actor: Any,
    kind: str,
    component: Component,
    title: str = "",
    body: str = "",
    author_kind: str = AuthorKind.PERSON,
    signature: str = "",
    origin: str = Origin.ONLINE,
    occurred_on: date | None = None,
    place: Place | None = None,
    sector: Sector | None = None,
    status: str = Status.PUBLISHED,
) -> Contribution:
    """Keep one contribution; the tool's action calls it, then adds its own detail row.

    The actor is the author of what is said online in a person's or a group's name; otherwise
    the one who typed it in, and `signature` says who spoke.
    """
    now = timezone.now()
    [pk] = next_ids(Contribution)
    speaks = origin == Origin.ONLINE and author_kind in (AuthorKind.PERSON, AuthorKind.GROUP)
    person = actor if is_person(actor) else None
    where = place or _NOWHERE
    contribution = Contribution.objects.create(
        pk=pk,
        reference=reference(kinds.get(kind).code, pk, now),
        kind=kind,
        component=component,
        consultation=component.consultation,
        author_kind=author_kind,
        author=person if speaks else None,
        entered_by=None if speaks else person,
        signature=clean_line(signature),
        origin=origin,
        identity_level=getattr(person, "identity_level", IdentityLevel.NONE),
        occurred_on=occurred_on,
        created_at=now,
        published_at=now if status == Status.PUBLISHED else None,
        title=clean_line(title),
        body=clean_text(body),
        sector=sector,
        place_label=clean_line(where.label),
        latitude=where.latitude,
        longitude=where.longitude,
        status=status,
    )
    if status == Status.PUBLISHED:
        react("added", contribution)
    return contribution


@action("contribution.draft_saved", rule=rules.can_change_draft, begins=True)
def save_draft(
    *,
    actor: Any,
    contribution: Contribution,
    title: str,
    body: str,
    place: Place | None = None,
    sector: Sector | None = None,
) -> Contribution:
    """Rewrite a draft; nobody else sees it."""
    where = place or _NOWHERE
    contribution.title, contribution.body = clean_line(title), clean_text(body)
    contribution.sector, contribution.place_label = sector, clean_line(where.label)
    contribution.latitude, contribution.longitude = where.latitude, where.longitude
    contribution.save()
    return contribution


@action("contribution.published", rule=rules.can_change_draft, begins=True)
def publish_draft(
    *,
    actor: Any,
    contribution: Contribution,
    author_kind: str = AuthorKind.PERSON,
    signature: str = "",
) -> Contribution:
    """Put a draft online, signed as its author chose."""
    contribution.status = Status.PUBLISHED
    contribution.published_at = timezone.now()
    contribution.author_kind, contribution.signature = author_kind, clean_line(signature)
    contribution.identity_level = actor.identity_level
    contribution.save()
    react("added", contribution)
    return contribution


@action("contribution.draft_deleted", rule=rules.can_change_draft)
def delete_draft(*, actor: Any, contribution: Contribution) -> None:
    """Throw a draft away; it was never public."""
    contribution.delete()


@action("contribution.loaded", rule=rules.machine_only)
def load_many(
    *, actor: Any, contributions: Sequence[Contribution], at: datetime | None = None
) -> list[Contribution]:
    """Take in unsaved rows (import, seed) as one write.

    Each brings `kind`, `component` and its words; numbers, references, consultation and missing
    dates are given here. Texts are cleaned, dates and authors kept.
    """
    now = at or timezone.now()
    numbers = next_ids(Contribution, len(contributions)) if contributions else []
    for pk, row in zip(numbers, contributions, strict=True):
        row.pk = pk
        row.consultation_id = row.component.consultation_id
        row.created_at = row.created_at or now
        row.reference = row.reference or reference(kinds.get(row.kind).code, pk, _month(row, now))
        if row.status != Status.DRAFT and row.published_at is None:
            row.published_at = row.created_at
        row.title, row.body = clean_line(row.title)[:200], clean_text(row.body)
    return Contribution.objects.bulk_create(contributions, batch_size=1000)


def _month(row: Contribution, now: datetime) -> datetime:
    """References carry the month of creation on the platform: today for what moves in (S11)."""
    return now if row.origin == Origin.IMPORT else row.created_at
