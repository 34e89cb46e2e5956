"""Reads: the posts of one page of a topic, with what stands beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.db.models.query import Prefetch

from agora.context.models import joined
from club_utilisateurs.models import (
    Attachment,
    Bookmark,
    Member,
    Mention,
    Post,
    Reaction,
    Topic,
)
from club_utilisateurs.places import POSTS_PER_PAGE
from club_utilisateurs.queries.people import CityName, city_names
from club_utilisateurs.queries.topics import SIGNED, SIGNING

_SHOWN = (
    "number", "title", "body", "version", "created_at", "edited_at", "hidden_at", "hidden_reason",
    "thanks_count", "topic_id", *SIGNING,
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One page of a topic: its posts in order, the accepted answer, the names that sign."""

    posts: Sequence[Post]
    accepted: Post | None
    names: dict[int | None, CityName] = field(default_factory=dict)


def sheet_of(topic: Topic, member: Member, page: int) -> Sheet:
    """Return the posts of a page; four queries, whatever their number."""
    first = (page - 1) * POSTS_PER_PAGE + 1
    last = first + POSTS_PER_PAGE - 1
    wanted = Q(topic=topic, number__range=(first, last))
    if topic.accepted_id and page == 1:
        wanted |= Q(pk=topic.accepted_id)
    found = list(_posts(member).filter(wanted).order_by("number"))
    for post in found:
        post.topic = topic
    _with_files(found)
    named = _with_mentions(found)
    cities = {post.author.city_id for post in found} | named | {topic.asked_city_id}
    names = city_names(cities | {member.city_id})
    accepted = next((post for post in found if post.pk == topic.accepted_id), None)
    here = [post for post in found if first <= post.number <= last]
    return Sheet(here, accepted if accepted and not accepted.hidden_at else None, names)


def _posts(member: Member) -> QuerySet[Post]:
    rows = Post.objects.select_related("author").only(*_SHOWN)
    return rows.annotate(
        thanked=Exists(Reaction.objects.filter(member=member, post=OuterRef("pk"))),
        kept=Exists(Bookmark.objects.filter(member=member, post=OuterRef("pk"))),
    )


def _with_files(posts: Sequence[Post]) -> None:
    files = joined(Attachment.objects.all(), file="uid kind name extension size width height alt")
    prefetch_related_objects(posts, Prefetch("attachments", files, to_attr="files"))


def _with_mentions(posts: Sequence[Post]) -> set[int | None]:
    """Give each post whom it names; return the cities these are, or come from."""
    rows = joined(Mention.objects.filter(post__in=[post.pk for post in posts]), member=SIGNED)
    by_post: dict[int, list[Mention]] = defaultdict(list)
    for row in rows:
        by_post[row.post_id].append(row)
    for post in posts:
        post.naming = by_post.get(post.pk, [])  # type: ignore[attr-defined]
    return {row.member.city_id if row.member else row.city_id for row in rows}
