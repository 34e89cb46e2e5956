"""Keeping a line: called by every action, inside its transaction."""

from typing import Any

from agora.audit.models import ActorKind, Entry
from agora.context import state
from agora.context.trace import trace_id
from agora.rules import is_person, is_system

LONGEST = 120


def record(*, verb: str, actor: Any, obj: str, refs: list[str]) -> None:
    """Add the line of one action."""
    kind, number, label = signature_of(actor)
    Entry.objects.create(
        verb=verb,
        actor_kind=kind,
        actor_id=number,
        actor_label=label,
        obj=obj[:LONGEST],
        refs=[ref[:LONGEST] for ref in refs],
        trace=trace_id()[:64],
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
