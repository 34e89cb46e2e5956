"""The part of a blueprint that is meetings: what was planned, never where, who came or was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.consultations.blueprint import first_day, is_here
from participation.consultations.models import Consultation
from participation.consultations.references import city_zone
from participation.contributions.actions.add import load_many
from participation.contributions.models import AuthorKind, Contribution, Status
from participation.meetings.actions import load_details
from participation.meetings.models import Meeting
from participation.meetings.queries import KIND
from tenants.disclosure.blueprints import shapes
from tenants.disclosure.blueprints.texts import plain, plain_line
from tenants.registries import Finding, Part

TOOL = "meetings"
_MINUTE = timedelta(minutes=1)
_MEETING = shapes.record(
    module=shapes.whole(0, 99),
    kind=shapes.one_of(*Meeting.Kind.values),
    title=shapes.line(200, empty=False),
    body=shapes.text(100_000),
    day=shapes.whole(-3_660, 3_660),
    at=shapes.matching(r"([01][0-9]|2[0-3]):[0-5][0-9]"),
    minutes=shapes.optional(shapes.whole(1, 60 * 24 * 366)),
    capacity=shapes.optional(shapes.whole(0, 1_000_000)),
)
_SHAPE = shapes.listed(_MEETING, most=300)


def export(consultation: Consultation, ticked: Any = ()) -> list[dict[str, Any]] | None:
    """Return the meetings announced; `module` is the rank of theirs among the meetings."""
    modules = {one.pk: rank for rank, one in enumerate(_modules(consultation))}
    start = first_day(consultation)
    rows = Contribution.objects.filter(
        consultation=consultation,
        kind=KIND,
        author_kind=AuthorKind.CITY,
        status=Status.PUBLISHED,
        hidden_at__isnull=True,
        component__in=modules,
        meeting__isnull=False,
    )
    return [
        _facts(word, modules[word.component_id], start)
        for word in rows.select_related("meeting").order_by("pk")
        if plain_line(word.title)
    ] or None


def _facts(word: Contribution, module: int, start: date) -> dict[str, Any]:
    meeting = word.meeting
    begins = timezone.localtime(meeting.starts_at, city_zone())
    lasts = meeting.ends_at and max(1, (meeting.ends_at - meeting.starts_at) // _MINUTE)
    return {
        "module": module,
        "kind": meeting.kind,
        "title": plain_line(word.title),
        "body": plain(word.body),
        "day": (begins.date() - start).days,
        "at": f"{begins:%H:%M}",
        "minutes": lasts,
        "capacity": meeting.capacity,
    }


def check(data: Any) -> list[Finding]:
    """Say what taking these meetings up would do here."""
    _SHAPE(data, TOOL)
    number = len(data)
    label = ngettext("%(n)d réunion", "%(n)d réunions", number) % {"n": number}
    if not is_here(TOOL):
        return [Finding("missing", label, _("Les réunions ne sont pas ouvertes chez vous."))]
    return [Finding("created", label, _("À vos dates, sans lieu : à vous de le choisir."))]


def load(
    actor: Any,
    consultation: Consultation,
    data: Any,
    shift: Callable[[int], date],
    files: Mapping[str, bytes],
) -> None:
    """Plan the meetings in the modules the draft has; nobody is told before it is published."""
    modules = _modules(consultation)
    planned = [one for one in data if one["module"] < len(modules)]
    made = load_many(
        actor=actor,
        contributions=[
            Contribution(
                kind=KIND,
                component=modules[one["module"]],
                author_kind=AuthorKind.CITY,
                signature=consultation.organiser or str(consultation.department or "Ville"),
                title=plain_line(one["title"]),
                body=plain(one["body"]),
            )
            for one in planned
        ],
    )
    load_details(
        actor=actor,
        details=[_meeting(word, one, shift) for word, one in zip(made, planned, strict=True)],
    )


def _meeting(word: Contribution, facts: Mapping[str, Any], shift: Callable[[int], date]) -> Meeting:
    local = datetime.combine(shift(facts["day"]), time.fromisoformat(facts["at"]), city_zone())
    starts = local.astimezone(UTC)  # an hour is sixty minutes, even when the clocks change
    return Meeting(
        contribution=word,
        kind=facts["kind"],
        starts_at=starts,
        ends_at=starts + facts["minutes"] * _MINUTE if facts["minutes"] else None,
        capacity=facts["capacity"],
    )


def texts(data: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of the part."""
    for one in data:
        yield _("Réunion"), one["title"]
        yield _("Réunion « %(title)s »") % {"title": one["title"]}, one["body"]


def _modules(consultation: Consultation) -> list[Any]:
    return [one for one in consultation.components.all() if one.kind == TOOL]


PART = Part(
    label=gettext_lazy("Les réunions prévues"),
    export=export,
    check=check,
    load=load,
    texts=texts,
    weight=30,
)
