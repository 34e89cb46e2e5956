"""Reads: what was reported, what is hidden, what was decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from club_utilisateurs.models import CareAct, CareKind, Post, Report, Topic
from tenants.models import SharedBlueprint, SharedSheet

SHARED: dict[str, Any] = {"fiches": SharedSheet, "modeles": SharedBlueprint}
"""By the word of the address: sheets and blueprints."""


def reported_posts() -> QuerySet[Post]:
    """Posts that wait for a decision, longest first, with how many ask and since when."""
    still = Q(reports__settled_at=None)
    open_ones = Report.objects.filter(settled_at=None).select_related("member")
    return (
        Post.objects.filter(reports__settled_at=None, reports__isnull=False)
        .select_related("topic", "author")
        .annotate(asked=Count("reports", filter=still), since=Min("reports__created_at"))
        .prefetch_related(Prefetch("reports", open_ones, to_attr="open_reports"))
        .order_by("since", "pk")
    )


def hidden_posts() -> QuerySet[Post]:
    """Posts in place of which stands a reason, last hidden first."""
    hidden = Post.objects.filter(hidden_at__isnull=False).select_related("topic", "author")
    return hidden.order_by("-hidden_at", "-pk")


def post_or_404(pk: int) -> Post:
    """Find a post, hidden or not, with its topic and writer."""
    posts = Post.objects.select_related("topic__category", "author")
    found: Post = get_object_or_404(posts, pk=pk)
    return found


def topic_or_404(pk: int) -> Topic:
    """Find a topic, hidden or not."""
    found: Topic = get_object_or_404(Topic.objects.select_related("category"), pk=pk)
    return found


def shared_or_404(word: str, uid: UUID) -> Any:
    """Find a sheet, or the last version of a blueprint."""
    if word not in SHARED:
        raise Http404(word)
    newest = "-version" if word == "modeles" else "-pk"
    things = SHARED[word]._default_manager.filter(uid=uid).order_by(newest)
    return get_object_or_404(things[:1])


def open_reports(post: Post) -> QuerySet[Report]:
    """Reports of one post that nobody settled yet."""
    return post.reports.filter(settled_at=None).select_related("member")


def acts() -> QuerySet[CareAct]:
    """Return the log, newest first; the title of a hidden topic is not read with it."""
    shown = Topic.objects.filter(pk=OuterRef("topic"), hidden_at=None)
    return CareAct.objects.annotate(title=Subquery(shown.values("title")[:1]))


def was_kept(post: Post) -> bool:
    """Say whether a settlement could be taken back."""
    return post.reports.filter(settled_at__isnull=False).exists()


def acts_of(topic: Topic) -> QuerySet[CareAct]:
    """Return the log of one topic."""
    return acts().filter(topic=topic).exclude(kind__in=[CareKind.HIDE_SHARED, CareKind.SHOW_SHARED])
