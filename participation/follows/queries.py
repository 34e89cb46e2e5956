"""Reads: who follows, and what one follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from agora.rules import is_person
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.follows.models import Follow


def followers_of(thing: Consultation | Contribution) -> QuerySet[Any]:
    """The people to tell: followers of this, and of its consultation for a contribution."""
    follows = (
        Follow.objects.filter(consultation=thing)
        if isinstance(thing, Consultation)
        else Follow.objects.filter(contribution=thing)
    )
    return get_user_model()._default_manager.filter(pk__in=follows.values("user"), is_active=True)


def curious_of(word: Contribution) -> QuerySet[Any]:
    """Followers of the consultation a word was said in, its author apart."""
    return followers_of(word.consultation).exclude(pk=word.author_id or 0)


def is_following(actor: Any, consultation: Consultation) -> bool:
    """Does this person follow the consultation? No query for a visitor."""
    return (
        is_person(actor)
        and Follow.objects.filter(user=actor.pk, consultation=consultation).exists()
    )


def followed_among(actor: Any, contributions: Sequence[Contribution]) -> set[int]:
    """Which of these contributions the person follows: one query."""
    if not contributions or not is_person(actor):
        return set()
    rows = Follow.objects.filter(user=actor.pk, contribution__in=[c.pk for c in contributions])
    return set(rows.values_list("contribution_id", flat=True))


def follows_of(actor: Any) -> QuerySet[Follow]:
    """Everything a person follows, latest first."""
    return (
        Follow.objects.filter(user=actor.pk)
        .select_related("consultation", "contribution__consultation")
        .order_by("-created_at")
    )
