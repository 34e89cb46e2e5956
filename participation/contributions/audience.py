"""Whom a notice about a contribution is for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from participation.contributions.models import Contribution


def author_of(word: Contribution) -> QuerySet[Any]:
    """The account that wrote it, if any."""
    return get_user_model()._default_manager.filter(pk=word.author_id, is_active=True)
