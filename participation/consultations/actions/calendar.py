"""Phases and tools: what is open, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from agora.action import action
from participation.consultations import rules
from participation.consultations.models import Component, Consultation, Opening, Phase


def _next_position(rows: Any) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


@action("phase.added", rule=rules.can_edit, begins=True)
def add_phase(
    *,
    actor: Any,
    consultation: Consultation,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    description: str = "",
    animation: str = "",
) -> Phase:
    """Add a step after the others."""
    return Phase.objects.create(
        consultation=consultation,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        description=description,
        animation=animation,
        position=_next_position(consultation.phases),
    )


@action("phase.edited", rule=rules.can_edit)
def edit_phase(
    *,
    actor: Any,
    consultation: Consultation,
    phase: Phase,
    title: str,
    starts_at: datetime,
    ends_at: datetime | None,
    description: str = "",
    animation: str = "",
) -> Phase:
    """Rewrite a step; shortening it closes what it opened."""
    phase.title = title
    phase.starts_at = starts_at
    phase.ends_at = ends_at
    phase.description = description
    phase.animation = animation
    phase.save()
    return phase


@action("phase.moved", rule=rules.can_edit)
def move_phase(*, actor: Any, consultation: Consultation, phase: Phase, up: bool) -> Phase:
    """Swap a step with its neighbour; the first stays first."""
    rows = list(consultation.phases.all())
    here = rows.index(phase)
    there = max(0, min(len(rows) - 1, here - 1 if up else here + 1))
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows):
        row.position = position
    Phase.objects.bulk_update(rows, ["position"])
    return phase


@action("phase.removed", rule=rules.can_edit)
def remove_phase(*, actor: Any, consultation: Consultation, phase: Phase) -> Consultation:
    """Take a step away; what was said meanwhile stays."""
    phase.delete()
    return consultation


@action("component.added", rule=rules.can_edit, begins=True)
def add_component(
    *,
    actor: Any,
    consultation: Consultation,
    kind: str,
    title: str,
    introduction: str = "",
    openings: Mapping[Phase, Sequence[str]] | None = None,
    levels: Mapping[str, str] | None = None,
) -> Component:
    """Open a tool; `openings` says in which steps, and what each allows (nothing = all)."""
    component = Component.objects.create(
        consultation=consultation,
        kind=kind,
        title=title,
        introduction=introduction,
        position=_next_position(consultation.components),
        settings={"levels": dict(levels or {})},
    )
    _open_during(component, openings or {})
    return component


@action("component.edited", rule=rules.can_edit)
def edit_component(
    *,
    actor: Any,
    consultation: Consultation,
    component: Component,
    title: str,
    introduction: str = "",
    openings: Mapping[Phase, Sequence[str]] | None = None,
    levels: Mapping[str, str] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Component:
    """Rewrite a tool; `openings`, `levels` and `settings` left out stay as they are."""
    component.title = title
    component.introduction = introduction
    component.settings = {**component.settings, **(settings or {})}
    if levels is not None:
        component.settings["levels"] = dict(levels)
    component.save()
    if openings is not None:
        component.openings.all().delete()
        _open_during(component, openings)
    return component


def _open_during(component: Component, openings: Mapping[Phase, Sequence[str]]) -> None:
    Opening.objects.bulk_create(
        Opening(component=component, phase=phase, actions=list(actions))
        for phase, actions in openings.items()
    )


@action("component.removed", rule=rules.can_remove_component)
def remove_component(
    *, actor: Any, consultation: Consultation, component: Component
) -> Consultation:
    """Take an empty tool away."""
    component.delete()
    return consultation
