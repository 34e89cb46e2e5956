"""Reads: the conversation under a contribution, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from participation.comments.models import Alignment, Comment
from participation.contributions.models import Contribution, Status
from participation.contributions.queries import with_buttons

THREADS = 20


def _said_at(row: Comment) -> Any:
    return row.contribution.published_at, row.pk


def _useful(row: Comment) -> Any:
    return row.contribution.supports_count, row.pk


# Each order twice: for the database, which cuts, and for the tree that is built from the rows.
ORDERS: Mapping[str, tuple[tuple[str, str], Callable[[Comment], Any], bool]] = {
    "recents": (("-contribution__published_at", "-pk"), _said_at, True),
    "anciens": (("contribution__published_at", "pk"), _said_at, False),
    "utiles": (("-contribution__supports_count", "-pk"), _useful, True),
}
STANDS = {"pour": Alignment.FOR, "neutres": Alignment.NEUTRAL, "contre": Alignment.AGAINST}


# What is read of a comment: what its place in the page shows, and what its buttons ask.
_SAID = (
    "parent", "depth", "alignment", *(f"contribution__{name}" for name in (
        "kind", "component", "author_kind", "author__pseudonym", "signature", "published_at",
        "body", "status", "hidden_at", "hidden_article", "merged_into", "supports_count",
    )),
)  # fmt: skip


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
    nodes: list[Node]
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
    """Return the first threads with all their replies, and give the words their buttons.

    A query for the rows, one for the tally, one for each sort of button.
    """
    roots = _under(target).filter(depth=0)
    wanted = STANDS.get(stand)
    columns, key, backwards = ORDERS.get(order, ORDERS["recents"])
    chosen = roots if wanted is None else roots.filter(alignment=wanted)
    top = chosen.order_by(*columns).values("pk")[:first]
    # A first comment is the root of itself and of all its replies: one subquery for both.
    under = _under(target).alias(root=Coalesce("thread_id", "pk")).filter(root__in=top)
    rows = list(under.select_related("contribution__author").only(*_SAID).order_by())
    rows.sort(key=_said_at)
    for row in rows:
        row.contribution.component = target.component
    with_buttons(actor, [target, *(row.contribution for row in rows)])
    nodes = {row.pk: Node(row, row.contribution) for row in rows}
    threads = _tree(nodes)
    threads.sort(key=lambda node: key(node.comment), reverse=backwards)
    counts = roots.order_by().values("alignment").annotate(n=Count("pk"))
    tally = {row["alignment"]: row["n"] for row in counts}
    matching = sum(tally.values()) if wanted is None else tally.get(wanted, 0)
    return Conversation(
        threads=threads,
        nodes=list(nodes.values()),
        total=target.comments_count,
        tally=tally,
        more=max(0, matching - len(threads)),
        shown=len(threads),
    )


def _under(target: Contribution) -> QuerySet[Comment]:
    """Comments with a place in the page: hidden and withdrawn ones too, as placeholders."""
    return Comment.objects.filter(
        target=target, contribution__status__in=(Status.PUBLISHED, Status.WITHDRAWN)
    )


def _tree(nodes: Mapping[int, Node]) -> list[Node]:
    tops = []
    for node in nodes.values():
        above = node.comment.parent_id
        if above is None:
            tops.append(node)
        elif above in nodes:
            nodes[above].replies.append(node)
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
