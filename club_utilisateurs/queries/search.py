"""Reads: words looked for in posts, experience sheets and blueprints.

Ranking every match costs what the matches cost: for a word that is everywhere the newest are as
good, for a rare one all can be ranked. PostgreSQL's own estimate says which it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from agora.search.vector import Rank, parsed, words_query
from club_utilisateurs.models import Post
from club_utilisateurs.queries.topics import SIGNING
from tenants.models import SharedBlueprint, SharedSheet

CANDIDATES = 500
"""As many are ranked at most; beyond, the newest come first."""
_POST = (
    "number", "body", "created_at", "topic__title", "topic__kind", "topic__accepted_id",
    "topic__locked_at", "topic__posts_count",
)  # fmt: skip


@dataclass(frozen=True)
class Found(Sequence[Any]):
    """What was found, read for the page shown only; `capped` says that there is more."""

    total: int
    capped: bool
    read: Callable[[int, int], list[Any]]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, where: Any) -> Any:
        if isinstance(where, slice):
            start, stop, _step = where.indices(self.total)
            return self.read(start, stop)
        return self.read(where, where + 1)[0]


NOTHING = Found(0, False, lambda start, stop: [])


def posts_with(terms: str, *, category: str = "", kind: str = "") -> Found:
    """Return the posts that hold all the words: ranked when few, newest first when many."""
    query = parsed(words_query(terms))
    rows = Post.objects.filter(search__matches=query, hidden_at=None, topic__hidden_at=None)
    if category:
        rows = rows.filter(topic__category__slug=category)
    if kind:
        rows = rows.filter(topic__kind=kind)
    if estimated(rows) > CANDIDATES:
        newest = rows.order_by("-pk")
        return Found(CANDIDATES, True, lambda start, stop: _read(_keys(newest[start:stop])))
    found = list(rows.order_by("-pk").values_list("pk", Rank(query))[:CANDIDATES])
    best = [pk for pk, _rank in sorted(found, key=lambda one: (-one[1], -one[0]))]
    capped = len(best) == CANDIDATES
    return Found(len(best), capped, lambda start, stop: _read(best[start:stop]))


def estimated(rows: QuerySet[Any]) -> int:
    """How many rows PostgreSQL expects of a question, without asking it."""
    [plan] = json.loads(rows.order_by().values("pk").explain(format="json"))
    return int(plan["Plan"]["Plan Rows"])


def _keys(rows: QuerySet[Post]) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _read(keys: Sequence[int]) -> list[Post]:
    rows = Post.objects.filter(pk__in=keys, hidden_at=None).select_related("author", "topic")
    rows = rows.only(*_POST, *SIGNING)
    found = {post.pk: post for post in rows} if keys else {}
    return [found[key] for key in keys if key in found]


def sheets_with(terms: str) -> QuerySet[SharedSheet]:
    """Return the experience sheets that hold all the words, best first."""
    query = parsed(words_query(terms))
    rows = SharedSheet.objects.filter(search__matches=query, hidden_at=None)
    shown = rows.only("uid", "title", "words", "held_on", "published_at", "city_id")
    return shown.annotate(rank=Rank(query)).order_by("-rank", "-pk")


def blueprints_with(terms: str) -> QuerySet[SharedBlueprint]:
    """Return the newest version of each blueprint on offer that holds all the words."""
    query = parsed(words_query(terms))
    rows = offered_blueprints().filter(search__matches=query)
    return rows.annotate(rank=Rank(query)).order_by("-rank", "-pk")


def offered_blueprints() -> QuerySet[SharedBlueprint]:
    """Return the newest version on offer of each blueprint, without its file."""
    on_offer = SharedBlueprint.objects.filter(withdrawn_at=None, hidden_at=None)
    newer = on_offer.filter(uid=OuterRef("uid"), version__gt=OuterRef("version"))
    rows = on_offer.filter(~Exists(newer))
    return rows.only("uid", "version", "title", "summary", "city_name", "published_at")


def latest_sheets(limit: int) -> list[SharedSheet]:
    """Return the experience sheets published last."""
    rows = SharedSheet.objects.filter(hidden_at=None).order_by("-published_at", "-pk")
    return list(rows.only("uid", "title", "published_at", "city_id")[:limit])
