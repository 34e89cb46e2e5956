"""Reads: one post, what it said before, the posts a member keeps, what a member follows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from club_utilisateurs.models import Bookmark, Category, Follow, Member, Post, Reaction, Tag, Topic
from club_utilisateurs.places import place, topic_at
from tenants.models import CityCard, SharedBlueprint, SharedSheet

OFFERED_TAGS = 200


def post_or_404(pk: int) -> Post:
    """Return a post anybody may read, with its topic and author."""
    posts = Post.objects.filter(hidden_at=None, topic__hidden_at=None)
    return get_object_or_404(posts.select_related("topic", "author"), pk=pk)


def topic_or_404(pk: int) -> Topic:
    """Return a topic anybody may read."""
    return get_object_or_404(Topic.objects.filter(hidden_at=None), pk=pk)


def post_url(post: Post) -> str:
    """Where a post is read: its page of the topic, at its place."""
    return topic_at(post.topic_id, post.number)


def shelf_url(slug: str) -> str:
    """Where the topics of a shelf are listed."""
    return f"{place('topics')}?{urlencode({'rubrique': slug})}"


def kept_by(member: Member) -> QuerySet[Bookmark]:
    """Return what a member keeps and may still read, latest first."""
    rows = Bookmark.objects.filter(member=member, post__hidden_at=None, post__topic__hidden_at=None)
    return rows.select_related("post__topic", "post__author").order_by("-created_at", "-pk")


def thanked_by(member: Member, posts: Iterable[int]) -> set[int]:
    """Return which of these posts a member has said « Merci » to."""
    said = Reaction.objects.filter(member=member, post__in=list(posts))
    return set(said.values_list("post", flat=True))


def followed_by(member: Member) -> QuerySet[Follow]:
    """Return the topics a member follows or silenced, latest first."""
    rows = Follow.objects.filter(member=member, topic__isnull=False, topic__hidden_at=None)
    return rows.select_related("topic").order_by("muted", "-created_at", "-pk")


def shelves_for(member: Member) -> list[Category]:
    """Return all shelves; `followed` says which ones this member follows."""
    mine = set(
        Follow.objects.filter(member=member, category__isnull=False).values_list(
            "category", flat=True
        )
    )
    shelves = list(Category.objects.all())
    for shelf in shelves:
        shelf.followed = shelf.pk in mine
    return shelves


def offered_tags() -> list[str]:
    """Return the words in use, most used first."""
    used = Tag.objects.annotate(uses=Count("topics")).filter(uses__gt=0).order_by("-uses", "name")
    return list(used.values_list("name", flat=True)[:OFFERED_TAGS])


def city_that_answers(number: Any) -> CityCard | None:
    """Return the city a link asks, if it takes questions."""
    if not str(number or "").isdecimal() or len(str(number)) > 18:
        return None
    return CityCard.objects.filter(pk=number, answers=True).only("pk", "name").first()


def shared_thing(kind: str, uid: Any) -> SharedSheet | SharedBlueprint | None:
    """Return the sheet or blueprint (its newest version) a topic is about, if it can be read."""
    try:
        number = uuid.UUID(str(uid))
    except ValueError:
        return None
    if kind == "sheet":
        return SharedSheet.objects.filter(uid=number, hidden_at=None).only("uid", "title").first()
    if kind == "blueprint":
        offered = SharedBlueprint.objects.filter(uid=number, hidden_at=None, withdrawn_at=None)
        return offered.only("uid", "title", "version").order_by("-version").first()
    return None
