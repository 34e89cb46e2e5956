"""Reads: what a person supports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agora.rules import is_person
from participation.contributions.models import Contribution
from participation.supports.models import Support


def supported_among(actor: Any, contributions: Sequence[Contribution]) -> set[int]:
    """Return which of these the person supports: one query, none for a visitor."""
    if not is_person(actor):
        return set()
    rows = Support.objects.filter(user=actor.pk, contribution__in=[c.pk for c in contributions])
    return set(rows.values_list("contribution_id", flat=True))
