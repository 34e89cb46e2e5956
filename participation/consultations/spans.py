"""When a module opens, read in the very query that reads the module.

    rows = Component.objects.annotate(spans=spans())
    opened(row, row.spans)                     # `rules.allows` then asks nothing more

Openings come as JSON beside the module: one query less on every page and every form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from participation.consultations.models import Component, Opening, Phase

Span = Mapping[str, Any]


def spans(component: str = "pk") -> ArraySubquery:
    """The openings of the module whose key stands in the column `component`, steps in order."""
    rows = Opening.objects.filter(component=OuterRef(component))
    return ArraySubquery(
        rows.order_by("phase__position", "phase__starts_at", "phase").values(
            span=JSONObject(
                phase="phase_id",
                title="phase__title",
                starts_at="phase__starts_at",
                ends_at="phase__ends_at",
                actions="actions",
            )
        )
    )


def opened(
    component: Component, found: Sequence[Span], phases: Mapping[int, Phase] | None = None
) -> Component:
    """Give a module its openings; they meet the `phases` the caller has read already."""
    known = phases or {}
    component.opening_rows = [  # type: ignore[attr-defined]
        Opening(
            component=component,
            phase=known.get(span["phase"]) or _phase(span),
            actions=span["actions"],
        )
        for span in found
    ]
    return component


def _phase(span: Span) -> Phase:
    """A step with its name and dates alone."""
    ends = span["ends_at"]
    return Phase(
        pk=span["phase"],
        title=span["title"],
        starts_at=datetime.fromisoformat(span["starts_at"]),
        ends_at=datetime.fromisoformat(ends) if ends else None,
    )
