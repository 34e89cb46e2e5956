"""Looking for words in everything the reader may see."""

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.html import strip_tags

from agora.search.fold import fold
from agora.search.models import FruitlessSearch
from agora.search.registries import Searchable, searchables
from agora.search.vector import Rank, parsed, words_query

CANDIDATES = 500
EXCERPT = 180
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Hit:
    """One line of the result page."""

    key: str
    label: str
    title: str
    url: str
    excerpt: str
    date: date | None


@dataclass(frozen=True)
class Results(Sequence[Hit]):
    """All that was found, best first; objects are loaded for the page shown only."""

    terms: str
    ranked: Sequence[tuple[str, Any]]  # (key of the searchable, primary key)
    counts: dict[str, int]  # before the filter by kind
    capped: bool  # there may be more than what was ranked
    load: Callable[[Sequence[tuple[str, Any]]], list[Hit]]

    def __len__(self) -> int:
        return len(self.ranked)

    def __getitem__(self, place: Any) -> Any:
        chosen = self.ranked[place]
        return self.load(chosen) if isinstance(place, slice) else self.load([chosen])[0]

    @property
    def total(self) -> int:
        """How many were ranked, with the filter by kind."""
        return len(self.ranked)


def matching(queryset: QuerySet[Any], terms: str, *, vector: str = "search") -> QuerySet[Any]:
    """Keep the rows that hold all the words of `terms`; unchanged when there is no word."""
    return (
        queryset.filter(**{f"{vector}__matches": words_query(terms)}) if terms.strip() else queryset
    )


def search(terms: str, *, actor: Any, kind: str = "") -> Results:
    """Rank, in one query, what `actor` may see and that holds the words of `terms`."""
    terms = terms.replace("\x00", " ").strip()
    rows = _candidates(terms, actor) if terms else []
    counts = Counter(key for key, _, _ in rows)
    kept = sorted(
        (row for row in rows if not kind or row[0] == kind),
        key=lambda row: (-row[2], row[0], row[1]),
    )
    share = _share()
    return Results(
        terms=terms,
        ranked=[(key, pk) for key, pk, _ in kept],
        counts=dict(counts),
        capped=any(count >= share for count in counts.values()),
        load=lambda chosen: _load(chosen, actor, terms),
    )


def fruitless_searches() -> QuerySet[FruitlessSearch]:
    """Words that found nothing, most recent and frequent first."""
    return FruitlessSearch.objects.order_by("-day", "-count", "terms")


def _share() -> int:
    return max(50, CANDIDATES // max(1, len(searchables)))


def _candidates(terms: str, actor: Any) -> list[tuple[str, Any, float]]:
    """At most `CANDIDATES` rows, newest first in each kind: ranking every match costs too much.

    Ordering by primary key lets PostgreSQL choose, from its estimate of the matches, between
    walking the key backwards (common word) and sorting what the index found (rare word).
    """
    query = parsed(words_query(terms))
    keys = list(searchables)
    branches = [
        searchable.visible_to(actor)
        .filter(**{f"{searchable.vector}__matches": query})
        .order_by("-pk")
        .values_list(Value(place), "pk", Rank(query, searchable.vector))[: _share()]
        for place, searchable in enumerate(searchables.values())
    ]
    if not branches:
        return []
    first, *others = branches
    rows = first.union(*others, all=True) if others else first
    return [
        (keys[place], pk, rank * searchables.get(keys[place]).boost) for place, pk, rank in rows
    ]


def _load(chosen: Sequence[tuple[str, Any]], actor: Any, terms: str) -> list[Hit]:
    by_kind: dict[str, list[Any]] = {}
    for key, pk in chosen:
        by_kind.setdefault(key, []).append(pk)
    objects = {
        (key, found.pk): found
        for key, keys in by_kind.items()
        for found in searchables.get(key).visible_to(actor).filter(pk__in=keys)
    }
    return [
        _hit(key, searchables.get(key), objects[key, pk], terms)
        for key, pk in chosen
        if (key, pk) in objects
    ]


def _hit(key: str, searchable: Searchable, found: Any, terms: str) -> Hit:
    return Hit(
        key=key,
        label=str(searchable.kind(found) if searchable.kind else searchable.label),
        title=searchable.title(found),
        url=searchable.url(found),
        excerpt=excerpt(searchable.excerpt(found), terms),
        date=searchable.date(found),
    )


def excerpt(text: str, terms: str, *, length: int = EXCERPT) -> str:
    """Cut `text` around the first word looked for."""
    plain = " ".join(html.unescape(strip_tags(text.replace("<", " <"))).split())
    if len(plain) <= length:
        return plain
    place = _first_place(plain, terms)
    start = 0 if place < length * 2 // 3 else plain.rfind(" ", 0, place - length // 4) + 1
    end = start + length
    cut = plain[start:end] if end >= len(plain) else plain[start : plain.rfind(" ", start, end)]
    return f"{'… ' if start else ''}{cut.strip()}{' …' if end < len(plain) else ''}"


def stems_of(terms: str) -> tuple[str, ...]:
    """Return how the words looked for begin, folded: enough to show where they stand."""
    return tuple({word[: max(4, len(word) - 2)] for word in _WORD.findall(fold(terms))})


def _first_place(plain: str, terms: str) -> int:
    stems = stems_of(terms)
    for word in _WORD.finditer(plain):
        if fold(word.group()).startswith(stems):
            return word.start()
    return 0
