"""Reads: what is new for a member, as the front page says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Window

from club_utilisateurs.models import Member, Topic, TopicKind
from club_utilisateurs.queries.people import CityName, city_names
from club_utilisateurs.queries.search import latest_sheets, offered_blueprints
from club_utilisateurs.queries.topics import as_rows, cities_of
from club_utilisateurs.queries.unread import concerning, with_marks
from tenants.models import CityCard, SharedBlueprint, SharedSheet

SHOWN = 5
LOOKED_AT = 20
"""So many unanswered questions, newest first, are compared with the tools of a city."""


@dataclass(frozen=True)
class Front:
    """The parts of the front page; an empty one is not drawn."""

    unread: list[Topic]
    unread_count: int
    asked: list[Topic]
    helpful: list[Topic]
    latest: list[Topic]
    news: list[Topic]
    sheets: list[SharedSheet]
    blueprints: list[SharedBlueprint]
    names: dict[int | None, CityName]

    @property
    def is_quiet(self) -> bool:
        """Nothing waits for this member."""
        return not (self.unread or self.asked or self.helpful)


def front_of(member: Member) -> Front:
    """Return what is new for a member; nine queries, eight when enough waits above."""
    unread = with_marks(concerning(member), member).filter(last_number__gt=F("read_to"))
    first = _rows(unread.annotate(in_all=Window(Count("pk"))))
    count: int = first[0].in_all if first else 0  # type: ignore[attr-defined]
    asked = _asked_of(member)
    put_to_us = {topic.pk for topic in asked}
    first = [topic for topic in first if topic.pk not in put_to_us]  # shown once, where it waits
    seen = put_to_us | {topic.pk for topic in first}
    helpful = _helpful(member, seen)
    above = seen | {topic.pk for topic in helpful}
    latest = _latest(member, above) if len(above) < SHOWN else []
    news = _rows(with_marks(_readable().filter(kind=TopicKind.NEWS), member), 3)
    sheets = latest_sheets(3)
    blueprints = list(offered_blueprints().order_by("-published_at", "-pk")[:3])
    cities = cities_of([*first, *asked, *helpful, *latest, *news]) | {
        sheet.city_id for sheet in sheets
    }
    return Front(
        first, count, asked, helpful, latest, news, sheets, blueprints,
        city_names(cities | {member.city_id}),
    )  # fmt: skip


def _readable() -> QuerySet[Topic]:
    return Topic.objects.filter(hidden_at=None)


def _rows(rows: QuerySet[Topic], limit: int = SHOWN) -> list[Topic]:
    return list(as_rows(rows).order_by("-last_at", "-pk")[:limit])


def _asked_of(member: Member) -> list[Topic]:
    """Questions put to the member's city that have no accepted answer yet."""
    if member.city_id is None:
        return []
    rows = _readable().filter(asked_city_id=member.city_id, accepted=None, locked_at=None)
    return _rows(with_marks(rows, member))


def _latest(member: Member, above: Iterable[int]) -> list[Topic]:
    """What is being said, for a page on which little waits."""
    return _rows(with_marks(_readable().exclude(pk__in=list(above)), member))


def _helpful(member: Member, seen: Iterable[int]) -> list[Topic]:
    """Questions nobody answered, first those of cities that use the same tools as ours."""
    rows = _readable().filter(
        kind=TopicKind.QUESTION, accepted=None, posts_count__lte=1, locked_at=None
    )
    rows = rows.exclude(pk__in=list(seen)).exclude(author=member)
    found = _rows(with_marks(rows, member), LOOKED_AT)
    cities = {topic.author.city_id for topic in found} | {member.city_id}
    cards = CityCard.objects.filter(pk__in=cities - {None}).values_list("pk", "modules")
    tools = {pk: set(modules) for pk, modules in cards}
    ours = tools.get(member.city_id or 0, set())
    others = [topic for topic in found if topic.author.city_id != member.city_id or not ours]
    shared = [topic for topic in others if ours & tools.get(topic.author.city_id or 0, set())]
    return (shared or others)[:SHOWN]
