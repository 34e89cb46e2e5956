"""Reads: what stands beside a topic. Cities like the reader's, topics like this one.

Finding which ones costs more than reading them: their numbers are kept a few minutes, and what is
shown of them is read again each time, so that whatever was withdrawn or hidden is gone at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from django.core.cache import caches
from django.db.models import QuerySet

from agora.search.fold import fold
from agora.search.vector import Rank, parsed, similar_query
from club_utilisateurs.models import Member, Post, Topic
from club_utilisateurs.queries.likeness import alike, nearest, span
from tenants.models import CityCard

KEPT_FOR = 300
NEIGHBOURS, LIKE_US = 5, 3
CANDIDATES = 200
"""So many topics, newest first, are compared with a title: ranking every match costs too much."""
LONGEST_TITLE_READ = 12
ASKING = frozenset({
    "avec", "avez", "avons", "chez", "combien", "comment", "dans", "entre", "faire", "faites",
    "leur", "mais", "notre", "nous", "peut", "peuvent", "plus", "pour", "pourquoi", "quand",
    "quel", "quelle", "quelles", "quels", "sans", "sont", "vous", "votre",
})  # fmt: skip
"""Words with which one asks about anything."""
_WORD = re.compile(r"\w{4,}")
_LINE = ("kind", "title", "accepted_id", "locked_at", "posts_count", "last_at")


@dataclass(frozen=True)
class LikeUs:
    """Cities like the reader's, and what they have in common."""

    cities: list[CityCard]
    least: int
    most: int
    same_tools: bool


def _kept(key: str, find: Callable[[], list[int]]) -> list[int]:
    known: list[int] | None = caches["local"].get(key)
    if known is None:
        known = find()
        caches["local"].set(key, known, KEPT_FOR)
    return known


def similar_topics(title: str, *, but: int = 0, limit: int = NEIGHBOURS) -> list[Topic]:
    """Return the topics whose first post resembles a title, most alike first."""
    return _in_order(_similar(title, but, limit))


def neighbours(topic: Topic) -> list[Topic]:
    """Return the topics that resemble this one."""
    key = f"neighbours:{topic.pk}:{crc32(topic.title.encode())}"
    return _in_order(_kept(key, lambda: _similar(topic.title, topic.pk, NEIGHBOURS)))


def _similar(title: str, but: int, limit: int) -> list[int]:
    words = [word for word in _WORD.findall(fold(title)) if word not in ASKING]
    if not words:
        return []
    query = parsed(similar_query(" ".join(words[:LONGEST_TITLE_READ])))
    rows = Post.objects.filter(number=1, hidden_at=None, topic__hidden_at=None)
    rows = rows.filter(search__matches=query).exclude(topic=but).order_by("-pk")
    found = rows.values_list("topic", Rank(query))[:CANDIDATES]
    best = sorted(found, key=lambda one: (-one[1], -one[0]))
    return [topic for topic, _rank in best[:limit]]


def _in_order(numbers: list[int]) -> list[Topic]:
    rows: QuerySet[Topic] = Topic.objects.filter(pk__in=numbers, hidden_at=None).only(*_LINE)
    found = {topic.pk: topic for topic in rows} if numbers else {}
    return [found[number] for number in numbers if number in found]


def cities_like(member: Member, *, limit: int = LIKE_US) -> LikeUs | None:
    """Return the cities like a member's, the nearest in population first; None has no city."""
    number = member.city_id
    if number is None:
        return None
    found = _kept(f"like:{number}", lambda: _like(number, limit))
    if not found:
        return None
    least, most, same, *others = found
    cards = CityCard.objects.filter(pk__in=others).only("name", "population", "programmes")
    there = {card.pk: card for card in cards}
    shown = [there[one] for one in others if one in there]
    return LikeUs(shown, least, most, bool(same)) if shown else None


def _like(number: int, limit: int) -> list[int]:
    """Bounds of the population, whether tools were compared, then the cities."""
    wanted = ("name", "population", "modules")
    ours = CityCard.objects.filter(pk=number).only(*wanted).first()
    if ours is None:
        return []
    cities = nearest(alike(ours).only("name", "population"), ours, limit=limit)
    return [*span(ours.population), int(bool(ours.modules)), *(card.pk for card in cities)]
