"""What supports hold on a person."""

from __future__ import annotations

from typing import Any

from participation.supports.models import Support


def export(user: Any) -> list[dict[str, Any]]:
    """Return what the person supports, and since when."""
    rows = Support.objects.filter(user=user).select_related("contribution")
    return [{"reference": r.contribution.reference, "since": r.created_at} for r in rows]


def erase(user: Any) -> None:
    """Take the supports back; the counters follow at night."""
    Support.objects.filter(user=user).delete()
