"""Follow and stop following; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from agora.action import action
from agora.rules import is_system, signed_in
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.follows import rules
from participation.follows.models import Follow


@action("follow.started", rule=rules.can_follow, begins=True)
def follow(
    *,
    actor: Any,
    consultation: Consultation | None = None,
    contribution: Contribution | None = None,
) -> Consultation | Contribution:
    """Ask for news of a consultation, or of one contribution."""
    thing = _the_one(consultation, contribution)
    _row, made = Follow.objects.get_or_create(
        user=actor, consultation=consultation, contribution=contribution
    )
    if made:
        _count(thing, 1)
    return thing


@action("follow.stopped", rule=signed_in)
def unfollow(
    *,
    actor: Any,
    consultation: Consultation | None = None,
    contribution: Contribution | None = None,
) -> Consultation | Contribution:
    """Ask for no more news."""
    thing = _the_one(consultation, contribution)
    rows = Follow.objects.filter(user=actor, consultation=consultation, contribution=contribution)
    if rows.delete()[0]:
        _count(thing, -1)
    return thing


def _machine_only(*, actor: Any) -> bool:
    return is_system(actor)


@action("follow.loaded", rule=_machine_only)
def load_many(*, actor: Any, follows: Sequence[Follow]) -> list[Follow]:
    """Take in unsaved rows (seeds) and recount what they follow."""
    made = Follow.objects.bulk_create(follows, ignore_conflicts=True)
    for model, name in ((Consultation, "consultation_id"), (Contribution, "contribution_id")):
        for pk in {getattr(row, name) for row in follows} - {None}:
            total = Follow.objects.filter(**{name: pk}).count()
            model.objects.filter(pk=pk).update(follows_count=total)
    return made


def _the_one(
    consultation: Consultation | None, contribution: Contribution | None
) -> Consultation | Contribution:
    thing = consultation or contribution
    if thing is None or (consultation and contribution):
        raise ValueError("follow one thing: a consultation or a contribution")
    return thing


def _count(thing: Consultation | Contribution, step: int) -> None:
    type(thing).objects.filter(pk=thing.pk).update(follows_count=F("follows_count") + step)
