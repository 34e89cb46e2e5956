"""Who is told of a comment, and what leaves in an export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from agora.rules import is_staff
from participation.comments.models import Comment
from participation.contributions.models import Contribution
from participation.contributions.queries import visible_to
from participation.follows.queries import followers_of


def concerned(word: Contribution) -> QuerySet[Any]:
    """Return the author of what is commented, of the comment answered, and the followers."""
    said = word.comment
    wanted = Q(pk=said.target.author_id) | Q(pk__in=followers_of(said.target).values("pk"))
    if said.parent is not None:
        wanted |= Q(pk=said.parent.contribution.author_id)
    return get_user_model()._default_manager.filter(wanted, is_active=True)


def open_rows(actor: Any, filters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the comments for an export, without loading them all."""
    rows = visible_to(actor) if not is_staff(actor=actor) else Contribution.objects.all()
    rows = rows.filter(kind="comment").exclude(status="draft")
    if wanted := filters.get("concertation"):
        rows = rows.filter(consultation=wanted) if wanted.isdecimal() else rows.none()
    rows = rows.select_related("author", "consultation", "comment__target", "comment__parent")
    for word in rows.order_by("pk").iterator(chunk_size=500):
        said: Comment = word.comment
        yield {
            "reference": word.reference,
            "consultation": word.consultation.title,
            "target": said.target.reference,
            "target_title": said.target.title,
            "depth": said.depth,
            "alignment": said.get_alignment_display(),
            "author": word.author_name,
            "body": word.body,
            "published_at": word.published_at,
            "supports": word.supports_count,
            "hidden": word.is_hidden,
        }
