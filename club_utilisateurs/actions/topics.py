"""Opening a topic; counting again what topics show of their posts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import slugify

from agora.action import action
from agora.files.models import StoredFile
from agora.jobs.queue import together
from agora.search.fold import fold
from agora.ui.words import clean_line
from club_utilisateurs import told
from club_utilisateurs.actions._posts import publish
from club_utilisateurs.models import Category, Draft, Post, Tag, Topic
from club_utilisateurs.queries.people import reader
from club_utilisateurs.rules import can_ask, machine_only


@action("topic.asked", rule=can_ask)
def ask(
    *,
    actor: Any,
    kind: str,
    category: Category,
    title: str,
    body: str,
    tags: Sequence[str] = (),
    asked_city_id: int | None = None,
    about: tuple[str, uuid.UUID] | None = None,
    files: Sequence[StoredFile] = (),
    key: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Topic:
    """Open a topic with its first post; its author follows it, its draft is gone.

    `about` is ("sheet" or "blueprint", uid); `at` is for seeds, which tell an older story.
    """
    member, now = reader(actor), at or timezone.now()
    about_kind, about_uid = about or ("", None)
    topic = Topic.objects.create(
        kind=kind,
        category=category,
        title=clean_line(title),
        author=member,
        asked_city_id=asked_city_id,
        about_kind=about_kind,
        about_uid=about_uid,
        created_at=now,
    )
    words = _tags(tags)
    topic.tags.set(words)
    tag_words = " ".join(tag.name for tag in words)
    first = Post(number=1, title=topic.title, tag_words=tag_words, body=body, sent_key=key)
    with together():
        publish(first, topic=topic, member=member, files=files, at=now)
        told.asked(topic, by=actor)
    Draft.objects.filter(member=member, topic=None).delete()
    return topic


@action("topic.recounted", rule=machine_only)
def recount_topics(*, actor: Any, topics: Iterable[int] | None = None) -> int:
    """Count again the posts, cities and last words that topics show; all of them unless told."""
    posts = Post.objects.filter(topic=OuterRef("pk")).order_by()
    seen = posts.filter(hidden_at=None)
    last = seen.order_by("-number")
    rows = Topic.objects.all() if topics is None else Topic.objects.filter(pk__in=list(topics))
    return rows.update(
        posts_count=_of(seen, Count("pk")),
        last_number=_of(posts, Max("number")),
        cities_count=_of(seen, Count("author__city_id", distinct=True)),
        last_at=Coalesce(Subquery(last.values("created_at")[:1]), F("created_at")),
        last_author=Coalesce(Subquery(last.values("author")[:1]), F("author")),
    )


def _of(posts: QuerySet[Post], count: Any) -> Any:
    return Coalesce(Subquery(posts.values("topic").annotate(n=count).values("n")), Value(0))


def _tags(names: Sequence[str]) -> list[Tag]:
    """Known words are used again, whatever their case and accents; others are new."""
    found = []
    for name in names:
        slug = slugify(fold(name))[:60]
        tag, _new = Tag.objects.get_or_create(slug=slug, defaults={"name": clean_line(name)})
        found.append(tag)
    return found
