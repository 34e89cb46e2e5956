"""Comment, take a comment back, load many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from agora.action import action
from agora.notices import announce
from participation.comments import rules
from participation.comments.models import Alignment, Comment
from participation.contributions.actions.add import add
from participation.contributions.actions.edit import withdraw
from participation.contributions.models import Contribution
from participation.contributions.rules import can_withdraw

KIND = "comment"
DEEPEST = 3


@action("comment.published", rule=rules.can_comment, begins=True)
def publish_comment(
    *,
    actor: Any,
    target: Contribution,
    body: str,
    alignment: int = Alignment.NEUTRAL,
    parent: Comment | None = None,
) -> Contribution:
    """Answer words, or a comment on them; it shows at once.

    A reply to a reply too deep to be drawn joins the last level that is; only first comments
    take a stand.
    """
    while parent is not None and parent.depth >= DEEPEST:
        parent = parent.parent
    word = add(actor=actor, kind=KIND, component=target.component, body=body)
    Comment.objects.create(
        contribution=word,
        target=target,
        parent=parent,
        thread=None if parent is None else (parent.thread or parent),
        depth=0 if parent is None else parent.depth + 1,
        alignment=alignment if parent is None else Alignment.NEUTRAL,
    )
    _count(target, 1)
    announce("comment.published", about=word)
    return word


@action("comment.withdrawn", rule=can_withdraw)
def withdraw_comment(*, actor: Any, contribution: Contribution) -> Contribution:
    """Take one's comment back; replies to it stay, under a placeholder."""
    withdraw(actor=actor, contribution=contribution)
    _count(contribution.comment.target, -1)
    return contribution


@action("comment.loaded", rule=rules.machine_only)
def load_many(*, actor: Any, comments: Sequence[Comment]) -> int:
    """Add the detail rows of comments loaded in bulk (seeds), and recount their targets."""
    Comment.objects.bulk_create(comments, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute(
            # One pass over all the targets: without statistics yet, a count for each would be slow.
            "UPDATE contributions_contribution c SET comments_count = n.total FROM"
            " (SELECT t.id, count(w.id) AS total FROM unnest(%s::bigint[]) AS t(id)"
            " LEFT JOIN comments_comment m ON m.target_id = t.id"
            " LEFT JOIN contributions_contribution w ON w.id = m.contribution_id"
            " AND w.status = 'published' AND w.hidden_at IS NULL GROUP BY t.id) n"
            " WHERE c.id = n.id",
            [sorted({row.target_id for row in comments})],
        )
    return len(comments)


def _count(target: Contribution, step: int) -> None:
    rows = Contribution.objects.filter(pk=target.pk)
    rows.update(comments_count=F("comments_count") + step)
