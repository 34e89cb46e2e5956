"""Lists cut in pages, numbered in the URL."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet
from django.http import HttpRequest

DEEPEST = 10_000
"""Rows one may leaf through; beyond, a filter serves better than page 501."""
MANY, KEPT_FOR = 1_000, 60
"""A count above MANY is kept so many seconds: nobody sees the one that is missing."""
FAR = 100
"""From this row on, the page is found by keys alone before its rows are read."""


@dataclass(frozen=True)
class Page:
    """One page of a list, and what is needed to go to the others."""

    items: Sequence[Any]
    total: int
    number: int
    per_page: int
    request: HttpRequest = field(repr=False, compare=False)
    name: str = "page"

    @property
    def pages(self) -> int:
        """How many there are; an empty list has one."""
        return max(1, -(-min(self.total, DEEPEST) // self.per_page))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def first_index(self) -> int:
        """Rank of the first row shown, from 1."""
        return (self.number - 1) * self.per_page + 1 if self.items else 0

    @property
    def last_index(self) -> int:
        """Rank of the last row shown."""
        return (self.number - 1) * self.per_page + len(self.items)

    def url(self, number: int) -> str:
        """The address of another page, filters kept; the first one has no number."""
        query = self.request.GET.copy()
        query.pop(self.name, None)
        if number > 1:
            query[self.name] = str(number)
        return f"?{query.urlencode()}" if query else self.request.path

    @property
    def previous_url(self) -> str:
        return self.url(self.number - 1)

    @property
    def next_url(self) -> str:
        return self.url(self.number + 1)

    @property
    def links(self) -> list[tuple[int, str] | None]:
        """First, last and near pages; None stands for those left out."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[tuple[int, str] | None] = []
        before = 0
        for number in sorted(one for one in near if 1 <= one <= self.pages):
            if number - before == 2:
                shown.append((number - 1, self.url(number - 1)))
            elif number - before > 2:
                shown.append(None)
            shown.append((number, self.url(number)))
            before = number
        return shown

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]


def paginate(
    rows: QuerySet[Any] | Sequence[Any],
    request: HttpRequest,
    per_page: int = 20,
    *,
    name: str = "page",
    counted_as: str = "",
) -> Page:
    """Cut `rows` at the page the URL names; a number beyond the end gives the last page.

    `counted_as` names a list that may grow long, with whatever its rows depend on apart from the
    URL's filters: its count, once high, is kept a minute.
    """
    total = _total(rows, request, counted_as, name)
    empty = Page(items=(), total=total, number=1, per_page=per_page, request=request, name=name)
    number = min(_number(request.GET.get(name, "")), empty.pages)
    start = (number - 1) * per_page
    items = list(_slice(rows, start, start + per_page)) if total else []
    return Page(
        items=items, total=total, number=number, per_page=per_page, request=request, name=name
    )


def _total(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, kept: str, name: str) -> int:
    if not isinstance(rows, QuerySet):
        return len(rows)
    if not kept:
        return rows.count()
    filters = sorted((key, values) for key, values in request.GET.lists() if key != name)
    key = f"count:{kept}:{blake2b(repr(filters).encode(), digest_size=12).hexdigest()}"
    known = caches["local"].get(key)
    if known is None:
        known = rows.count()
        if known > MANY:
            caches["local"].set(key, known, KEPT_FOR)
    return int(known)


def _slice(rows: QuerySet[Any] | Sequence[Any], start: int, stop: int) -> Sequence[Any]:
    """Skip rows by their keys: joins are then made for the page, not for all that precedes it."""
    if not isinstance(rows, QuerySet) or start < FAR:
        return rows[start:stop]  # type: ignore[return-value]
    keys = rows.select_related(None).prefetch_related(None).values("pk")[start:stop]
    return rows.filter(pk__in=keys)  # type: ignore[return-value]


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
