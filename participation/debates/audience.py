"""Who is told about a debate."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from participation.contributions.models import Contribution
from participation.follows.queries import followers_of


def followers_of_consultation(word: Contribution) -> QuerySet[Any]:
    """Return whoever follows the consultation of these words."""
    return followers_of(word.consultation)
