"""Kinds of news the talk gives. Nobody is told yet: audiences and letters come apart."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from agora.notices.registries import Kind
from club_utilisateurs.places import place
from club_utilisateurs.queries.posts import post_url


def nobody(about: Any) -> QuerySet[Any]:
    """Tell nobody."""
    people: QuerySet[Any] = get_user_model()._default_manager.none()
    return people


def kind(label: Any, model: str) -> Kind:
    """Make a kind of news about a topic or a post."""
    of_topic = model == "Topic"
    return Kind(
        label=label,
        audience=nobody,
        title=str,
        template="ui/mail/base",
        url=(lambda topic: place("topic", topic.pk)) if of_topic else post_url,
        model=f"club_utilisateurs.{model}",
    )
