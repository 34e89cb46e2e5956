"""Reads: the conversation under a contribution, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from participation.comments.models import Alignment, Comment
from participation.contributions.models import Contribution, Status
from participation.contributions.queries import with_buttons

THREADS = 20
ORDERS = {
    "recents": ("-contribution__published_at", "-pk"),
    "anciens": ("contribution__published_at", "pk"),
    "utiles": ("-contribution__supports_count", "-pk"),
}
STANDS = {"pour": Alignment.FOR, "neutres": Alignment.NEUTRAL, "contre": Alignment.AGAINST}


@dataclass
class Node:
    """One comment with the replies below it, in order."""

    comment: Comment
    word: Contribution
    replies: list[Node] = field(default_factory=list)


@dataclass
class Conversation:
    """What the section shows: threads, the tally of stands, where the next ones are."""

    threads: list[Node]
    total: int
    tally: dict[int, int]
    more: int
    shown: int

    @property
    def stands(self) -> int:
        """How many first comments took a stand."""
        return self.tally.get(Alignment.FOR, 0) + self.tally.get(Alignment.AGAINST, 0)


def conversation(
    actor: Any, target: Contribution, *, stand: str = "", order: str = "", first: int = THREADS
) -> Conversation:
    """Return the first threads with all their replies: a tally, threads, replies, buttons."""
    roots = _readable().filter(target=target, depth=0)
    counted = roots.order_by().values("alignment").annotate(n=Count("pk"))
    tally = {row["alignment"]: row["n"] for row in counted}
    wanted = STANDS.get(stand)
    if wanted is not None:
        roots = roots.filter(alignment=wanted)
        matching = tally.get(wanted, 0)
    else:
        matching = sum(tally.values())
    top = list(roots.order_by(*ORDERS.get(order, ORDERS["recents"]))[:first])
    replies = _readable().filter(thread__in=[c.pk for c in top]) if top else Comment.objects.none()
    rows = [*top, *replies.order_by("contribution__published_at", "pk")]
    for row in rows:
        row.contribution.component = target.component
    with_buttons(actor, [row.contribution for row in rows])
    return Conversation(
        threads=_tree(rows),
        total=target.comments_count,
        tally=tally,
        more=max(0, matching - len(top)),
        shown=len(top),
    )


def _readable() -> QuerySet[Comment]:
    """Comments with a place in the page: hidden and withdrawn ones too, as placeholders."""
    shown = Q(contribution__status__in=(Status.PUBLISHED, Status.WITHDRAWN))
    return Comment.objects.filter(shown).select_related("contribution__author")


def _tree(rows: Sequence[Comment]) -> list[Node]:
    nodes = {row.pk: Node(row, row.contribution) for row in rows}
    tops = []
    for row in rows:
        above = nodes.get(row.parent_id) if row.parent_id else None
        if above is not None:
            above.replies.append(nodes[row.pk])
        elif row.parent_id is None:
            tops.append(nodes[row.pk])
    return tops


def parent_or_404(target: Contribution, number: int | None) -> Comment | None:
    """Return the comment being answered, which must be under the same words."""
    if number is None:
        return None
    found = (
        Comment.objects.filter(pk=number, target=target, contribution__status=Status.PUBLISHED)
        .select_related("contribution", "thread", "parent")
        .first()
    )
    if found is None or found.contribution.is_hidden:
        raise Http404
    return found
