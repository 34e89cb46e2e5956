"""Reading the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agora.action import reference_of
from agora.audit.models import ActorKind, Entry
from agora.audit.registries import sentence

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One entry as people read it."""

    entry: Entry
    who: str
    sentence: str

    @property
    def obj(self) -> str:
        """The reference of what was acted upon."""
        return self.entry.obj


@dataclass(frozen=True)
class Slice:
    """A page of the journal; `older` and `newer` are where the next ones begin, or None."""

    lines: list[Line]
    older: int | None
    newer: int | None


def entries(filters: Mapping[str, Any]) -> QuerySet[Entry]:
    """Return the entries that match: verb, person, obj, since, until; newest first."""
    found: QuerySet[Entry] = Entry.objects.order_by("-pk")
    if verb := filters.get("verb"):
        found = found.filter(verb=verb)
    if person := filters.get("person"):
        found = found.filter(_signed(str(person)))
    if obj := filters.get("obj"):
        found = found.filter(refs__contains=[obj])
    if since := filters.get("since"):
        found = found.filter(at__gte=_midnight(since))
    if until := filters.get("until"):
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found


def journal(
    filters: Mapping[str, Any], *, before: int | None = None, after: int | None = None
) -> Slice:
    """Return one page by key, as quick at the end of ten years as at their beginning."""
    found = entries(filters)
    if after is not None:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: PER_PAGE + 1])
        more_newer, more_older = len(rows) > PER_PAGE, True
        rows = rows[:PER_PAGE][::-1]
    else:
        page = found.filter(pk__lt=before) if before is not None else found
        rows = list(page[: PER_PAGE + 1])
        more_newer, more_older = before is not None, len(rows) > PER_PAGE
        rows = rows[:PER_PAGE]
    return Slice(
        lines=told(rows),
        older=rows[-1].pk if rows and more_older else None,
        newer=rows[0].pk if rows and more_newer else None,
    )


def history_of(thing: Any, *, limit: int = 20) -> list[Line]:
    """Tell what was done to one object, newest first."""
    names = {reference_of(thing), f"{thing._meta.label_lower}:{thing.pk}"}
    found = Entry.objects.filter(refs__overlap=sorted(names)).order_by("-pk")
    return told(list(found[:limit]))


def told(rows: Sequence[Entry]) -> list[Line]:
    """Put names and sentences on entries, in one query."""
    numbers = {row.actor_id for row in rows if row.actor_id is not None}
    people = get_user_model()._default_manager.in_bulk(numbers) if numbers else {}
    return [Line(row, _name(row, people), sentence(row.verb)) for row in rows]


def verbs_seen() -> list[tuple[str, str]]:
    """Return the verbs of this house's journal with their sentences, for the filter."""
    found = Entry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    return sorted(((verb, sentence(verb)) for verb in found), key=lambda pair: pair[1])


def _signed(person: str) -> Q:
    if person in ActorKind.values:
        return Q(actor_kind=person)
    return Q(actor_kind=ActorKind.PERSON, actor_id=int(person)) if person.isdigit() else Q(pk=None)


def _name(row: Entry, people: Mapping[int, Any]) -> str:
    if row.actor_kind == ActorKind.SYSTEM:
        return _("Le système")
    if row.actor_kind == ActorKind.NOBODY:
        return _("Quelqu’un sans compte")
    if row.actor_kind == ActorKind.OPERATOR:
        return _("%(name)s (exploitant)") % {"name": row.actor_label}
    person = people.get(row.actor_id or 0)
    return str(person) if person else _("Compte supprimé")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
