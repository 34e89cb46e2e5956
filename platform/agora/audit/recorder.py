"""Keeping lines: called at the end of every action, inside its transaction."""

from collections.abc import Sequence
from typing import Any

from agora.action import Line
from agora.audit.models import ActorKind, Entry
from agora.context import state
from agora.context.trace import trace_id
from agora.rules import is_person, is_system

LONGEST = 120


def record(lines: Sequence[Line]) -> None:
    """Add the lines of one transaction."""
    trace = trace_id()[:64]
    Entry.objects.bulk_create(_entry(line, trace) for line in lines)


def _entry(line: Line, trace: str) -> Entry:
    kind, number, label = signature_of(line.actor)
    return Entry(
        verb=line.verb,
        actor_kind=kind,
        actor_id=number,
        actor_label=label,
        obj=line.obj[:LONGEST],
        refs=[ref[:LONGEST] for ref in line.refs],
        trace=trace,
    )


def signature_of(actor: Any) -> tuple[str, int | None, str]:
    """Return the kind of actor, the id of a person, the name of an operator."""
    if is_system(actor):
        return ActorKind.SYSTEM, None, ""
    if not is_person(actor):
        return ActorKind.NOBODY, None, ""
    if getattr(actor, "is_operator", False) and state() != "public":
        # A visitor from the provider's house: its number would name somebody else here.
        return ActorKind.OPERATOR, None, str(actor)[:150]
    return ActorKind.PERSON, actor.pk, ""
