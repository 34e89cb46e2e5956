"""Reads: the directory of cities, and all that one of them shows. Nothing is kept: what a city
withdraws is gone from the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from agora.search.fold import fold
from club_utilisateurs.models import Topic
from club_utilisateurs.queries.likeness import nearest, resembles
from tenants.models import CityCard, SharedBlueprint, SharedSheet

LATEST = 5


@dataclass(frozen=True)
class Wanted:
    """What is asked of the directory."""

    words: str = ""
    department: str = ""
    module: str = ""
    answers: bool = False
    like: CityCard | None = None


def cards() -> list[CityCard]:
    """Every city of the club, with or without a card, by name: one query."""
    return list(CityCard.objects.all())


def found(rows: Iterable[CityCard], wanted: Wanted) -> list[CityCard]:
    """The cities that answer to all that is asked."""
    words = fold(wanted.words).split()
    return [
        one
        for one in rows
        if (not wanted.department or one.department == wanted.department)
        and (not wanted.module or wanted.module in one.modules)
        and (not wanted.answers or one.answers)
        and (wanted.like is None or resembles(one, wanted.like))
        and (not words or _speaks(one, words))
    ]


def _speaks(card: CityCard, words: Sequence[str]) -> bool:
    told = [card.name, card.presentation, *card.programmes]
    told += [str(part) for one in card.contacts for part in one.values()]
    text = fold(" ".join(told))
    return all(word in text for word in words)


def alike(rows: Iterable[CityCard], mine: CityCard) -> list[CityCard]:
    """Cities like this one, the nearest in population first."""
    return nearest([one for one in rows if resembles(one, mine)], mine, limit=LATEST)


def city_or_404(rows: Iterable[CityCard], city_id: int) -> CityCard:
    """One of these cities."""
    card = next((one for one in rows if one.pk == city_id), None)
    if card is None:
        raise Http404
    return card


def sheets_of(city_id: int) -> list[SharedSheet]:
    """The sheets a city shows, latest first."""
    rows = SharedSheet.objects.filter(city_id=city_id, hidden_at__isnull=True)
    return list(rows.only("uid", "title", "kind", "held_on", "published_at"))


def blueprints_of(city_id: int) -> list[SharedBlueprint]:
    """The last version of each blueprint a city offers, latest first."""
    rows = SharedBlueprint.objects.filter(
        city_id=city_id, hidden_at__isnull=True, withdrawn_at__isnull=True
    ).only("uid", "version", "title", "summary", "published_at")
    latest: dict[Any, SharedBlueprint] = {}
    for row in rows.order_by("version"):
        latest[row.uid] = row
    return sorted(latest.values(), key=lambda one: one.published_at, reverse=True)


def topics_of(city_id: int) -> list[Topic]:
    """The last topics opened by people of a city."""
    rows = Topic.objects.filter(author__city_id=city_id, hidden_at__isnull=True)
    return list(rows.select_related("category").order_by("-created_at", "-pk")[:LATEST])
