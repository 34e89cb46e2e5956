"""Who is told about a meeting."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from participation.contributions.models import Contribution
from participation.follows.queries import followers_of


def invited(word: Contribution) -> QuerySet[Any]:
    """Return whoever follows the meeting or its consultation."""
    users = get_user_model()._default_manager
    return users.filter(
        Q(pk__in=followers_of(word).values("pk"))
        | Q(pk__in=followers_of(word.consultation).values("pk")),
        is_active=True,
    )
