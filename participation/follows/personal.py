"""What follows hold on a person."""

from __future__ import annotations

from typing import Any

from participation.follows.models import Follow


def export(user: Any) -> list[dict[str, Any]]:
    """What the person follows, and since when."""
    rows = Follow.objects.filter(user=user).select_related("consultation", "contribution")
    return [
        {
            "reference": (row.consultation or row.contribution).reference,
            "since": row.created_at,
        }
        for row in rows
    ]


def erase(user: Any) -> None:
    """Stop following everything; counters are recounted by the nightly job."""
    Follow.objects.filter(user=user).delete()
