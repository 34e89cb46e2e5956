"""Enqueue what the slices above registered to happen after a contribution moves."""

from __future__ import annotations

from agora.jobs import enqueue
from participation.contributions.models import Contribution
from participation.contributions.registries import reactions


def react(event: str, contribution: Contribution) -> None:
    """Enqueue the jobs registered for `event` ("added", "supported"), in the same transaction."""
    for reaction in reactions.values():
        wanted = not reaction.kinds or contribution.kind in reaction.kinds
        if wanted and reaction.event == event:
            enqueue(reaction.task, contribution=contribution.pk)
