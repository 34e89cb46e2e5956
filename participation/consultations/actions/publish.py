"""The life of a consultation once its draft is ready."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from agora.action import action
from agora.jobs import enqueue
from agora.notices import announce
from participation.consultations import queries, readiness, rules
from participation.consultations.models import Consultation, State
from participation.consultations.registries import reactions


class NotReady(Exception):
    """Something is missing before publishing; `points` says what, each with its page."""

    def __init__(self, points: list[readiness.Point]) -> None:
        super().__init__(", ".join(str(point.todo) for point in points))
        self.points = points


def _react(event: str, consultation: Consultation) -> None:
    for reaction in reactions.values():
        if reaction.event == event:
            enqueue(reaction.task, consultation=consultation.pk)


@action("consultation.published", rule=rules.can_publish, begins=True)
def publish(*, actor: Any, consultation: Consultation) -> Consultation:
    """Put a draft online; raises `NotReady` with what is missing."""
    if missing := readiness.missing(consultation):
        raise NotReady(missing)
    now = queries.clock()
    consultation.state = rules.state_at(consultation, now)
    consultation.published_at = now
    consultation.save(update_fields=["state", "published_at", "updated_at"])
    announce("consultation.published", about=consultation)
    _react("published", consultation)
    return consultation


@action("consultation.cancelled", rule=rules.can_publish)
def cancel(*, actor: Any, consultation: Consultation, reason: str) -> Consultation:
    """Stop a consultation for good; its page stays, and says why."""
    consultation.state = State.CANCELLED
    consultation.cancel_reason = reason
    consultation.save(update_fields=["state", "cancel_reason", "updated_at"])
    return consultation


@action("consultation.restituted", rule=rules.can_publish)
def restitute(*, actor: Any, consultation: Consultation, text: str, on: date) -> Consultation:
    """Tell residents what became of what they said."""
    consultation.state = State.RESTITUTED
    consultation.restitution_text = text
    consultation.restituted_on = on
    consultation.save(update_fields=["state", "restitution_text", "restituted_on", "updated_at"])
    announce("consultation.restituted", about=consultation)
    return consultation


@action("consultation.archived", rule=rules.can_publish)
def archive(*, actor: Any, consultation: Consultation) -> Consultation:
    """Leave a consultation to read among the finished ones."""
    consultation.state = State.ARCHIVED
    consultation.save(update_fields=["state", "updated_at"])
    return consultation


@action("consultation.states_refreshed", rule=rules.machine_only)
def refresh_states(*, actor: Any, at: datetime) -> list[Consultation]:
    """Bring the labels up to the calendar, and tell followers what closes in three days."""
    moved = rules.mislabelled(at)
    for consultation in moved:
        consultation.state = rules.state_at(consultation, at)
    Consultation.objects.bulk_update(moved, ["state"])
    for consultation in moved:
        if consultation.state == State.CLOSED:
            _react("closed", consultation)
    for consultation in rules.closing_untold(at):
        announce("consultation.closing", about=consultation)
        consultation.extra["closing_announced"] = True
        consultation.save(update_fields=["extra"])
    return moved
