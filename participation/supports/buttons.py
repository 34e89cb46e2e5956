"""The button « Je soutiens », under words and in the bar at the bottom of a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agora.rules import is_person
from participation.consultations.rules import WhyNot, closed_because
from participation.contributions.models import Contribution
from participation.supports.queries import supported_among
from participation.supports.rules import supportable


def under_contributions(
    actor: Any, contributions: Sequence[Contribution]
) -> Mapping[int, Mapping[str, Any]]:
    """Return the button of each contribution: one query for the list, one clock per module."""
    mine = supported_among(actor, contributions)
    signed_in = is_person(actor)
    closed: dict[int, WhyNot | None] = {}
    drawn: dict[int, Mapping[str, Any]] = {}
    for one in contributions:
        if not supportable(one):
            continue
        if one.component_id not in closed:
            closed[one.component_id] = closed_because(one.component, "support")
        why = closed[one.component_id]
        # A city at rest counts nobody new, but one may still take a support back.
        if why is None or (why == WhyNot.RESTS and one.pk in mine):
            drawn[one.pk] = {
                "signed_in": signed_in,
                "supported": one.pk in mine,
                "small": one.kind == "comment",
            }
    return drawn
