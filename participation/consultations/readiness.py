"""The task list that gates publishing, computed from the registered checks."""

from __future__ import annotations

from dataclasses import dataclass

from participation.consultations import queries
from participation.consultations.models import Consultation
from participation.consultations.registries import readiness

DONE, TODO, BLOCKED = "done", "todo", "blocked"


@dataclass(frozen=True)
class Point:
    """A line of the task list, for one consultation."""

    key: str
    label: str
    todo: str
    section: str
    state: str
    detail: str
    url: str
    required: bool


def points(consultation: Consultation) -> list[Point]:
    """Every point in order, done or not."""
    facts = queries.publishing_facts(consultation)
    return [
        Point(
            key=key,
            label=check.label,
            todo=check.todo,
            section=check.section,
            state=check.state(consultation, facts),
            detail=check.detail(consultation, facts) if check.detail else "",
            url=check.url(consultation),
            required=check.required,
        )
        for key, check in readiness.items()
    ]


def missing(consultation: Consultation) -> list[Point]:
    """Required points that are not done: nothing here, and one may publish."""
    return [point for point in points(consultation) if point.required and point.state != DONE]


def sections(found: list[Point]) -> list[tuple[str, list[Point]]]:
    """Points gathered by section, in the order they come."""
    gathered: dict[str, list[Point]] = {}
    for point in found:
        gathered.setdefault(str(point.section), []).append(point)
    return list(gathered.items())
