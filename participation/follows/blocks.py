"""The « Suivre » buttons: on a consultation's page and under contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from agora.action import rests
from agora.rules import is_person
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.follows import queries
from participation.follows.actions import follow


def on_consultation(request: HttpRequest, consultation: Consultation) -> Mapping[str, Any] | None:
    """The button of the facts box; none on a draft."""
    if consultation.published_at is None:
        return None
    following = queries.is_following(request.user, consultation)
    if not following and rests(follow, actor=request.user):
        return None
    return {"signed_in": is_person(request.user), "following": following}


def under_contributions(
    actor: Any, contributions: Sequence[Contribution]
) -> Mapping[int, Mapping[str, Any]]:
    """The button of each contribution: one query for the list, none for comments."""
    with_one = [one for one in contributions if not one.is_hidden and one.kind != "comment"]
    followed = queries.followed_among(actor, with_one)
    signed_in, stopping_only = is_person(actor), rests(follow, actor=actor)
    return {
        one.pk: {"signed_in": signed_in, "following": one.pk in followed}
        for one in with_one
        if one.pk in followed or not stopping_only
    }


def of_mine(request: HttpRequest) -> dict[str, Any] | None:
    """The last things this person follows, for « Mon espace »."""
    rows = list(queries.follows_of(request.user)[:5])
    return {"rows": rows} if rows else None
