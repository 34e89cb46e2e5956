"""When a module opens, read in the very query that reads the module.

    rows = Component.objects.annotate(spans=spans())
    opened(row, row.spans)                     # `rules.allows` then asks nothing more

Openings come as JSON beside the module: one query less on every page and every form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, JSONField

from participation.consultations.models import Component, Opening, Phase

Span = Mapping[str, Any]


class spans(Func):
    """The openings of the module whose key stands in a column, steps in order.

    Written in SQL: the ORM takes longer to write this subquery than PostgreSQL to run it.
    """

    template = (
        "ARRAY(SELECT jsonb_build_object('phase', p.id, 'title', p.title, 'starts_at', p.starts_at,"
        " 'ends_at', p.ends_at, 'actions', o.actions)"
        " FROM consultations_opening o JOIN consultations_phase p ON p.id = o.phase_id"
        " WHERE o.component_id = %(expressions)s ORDER BY p.position, p.starts_at, p.id)"
    )
    output_field = ArrayField(JSONField())

    def __init__(self, component: str = "pk", **extra: Any) -> None:
        super().__init__(F(component), **extra)


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
