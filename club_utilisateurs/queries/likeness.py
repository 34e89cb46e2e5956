"""Reads: cities like another. The only place that says what « comme la mienne » means.

As many inhabitants within a half, and at least the same tools: who has ours can answer for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from tenants.models import CityCard


def span(population: int) -> tuple[int, int]:
    """From how many inhabitants to how many a city is near in size."""
    return (population + 1) // 2, population + population // 2


def resembles(card: CityCard, mine: CityCard) -> bool:
    """Is this city like mine? Never oneself; whose size is not known is like nobody."""
    least, most = span(mine.population)
    near = 0 < least <= card.population <= most
    return card.pk != mine.pk and near and set(mine.modules) <= set(card.modules)


def alike(mine: CityCard) -> QuerySet[CityCard]:
    """Return the cities like mine: those that `resembles` says are."""
    if not mine.population:
        return CityCard.objects.none()
    rows = CityCard.objects.filter(population__range=span(mine.population)).exclude(pk=mine.pk)
    return rows.filter(modules__contains=mine.modules)


def nearest(cards: Iterable[CityCard], mine: CityCard, *, limit: int) -> list[CityCard]:
    """The nearest in population first."""
    order = sorted(cards, key=lambda one: (abs(one.population - mine.population), one.name))
    return order[:limit]
