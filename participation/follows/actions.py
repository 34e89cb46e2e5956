"""Follow and stop following; doing it twice changes nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from agora.action import action
from agora.rules import signed_in
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.follows import rules
from participation.follows.models import Follow


@action("consultation.followed", rule=rules.can_follow_consultation)
def follow_consultation(*, actor: Any, consultation: Consultation) -> Consultation:
    """Ask for news of a consultation."""
    if _start(user=actor, consultation=consultation):
        _count(consultation, 1)
    return consultation


@action("consultation.unfollowed", rule=signed_in)
def unfollow_consultation(*, actor: Any, consultation: Consultation) -> Consultation:
    """Ask for no more news of a consultation."""
    if Follow.objects.filter(user=actor, consultation=consultation).delete()[0]:
        _count(consultation, -1)
    return consultation


@action("contribution.followed", rule=rules.can_follow_contribution)
def follow_contribution(*, actor: Any, contribution: Contribution) -> Contribution:
    """Ask for news of one contribution."""
    if _start(user=actor, contribution=contribution):
        _count(contribution, 1)
    return contribution


@action("contribution.unfollowed", rule=signed_in)
def unfollow_contribution(*, actor: Any, contribution: Contribution) -> Contribution:
    """Ask for no more news of one contribution."""
    if Follow.objects.filter(user=actor, contribution=contribution).delete()[0]:
        _count(contribution, -1)
    return contribution


def _start(**who_and_what: Any) -> bool:
    _row, made = Follow.objects.get_or_create(**who_and_what)
    return made


def _count(thing: Consultation | Contribution, step: int) -> None:
    type(thing).objects.filter(pk=thing.pk).update(follows_count=F("follows_count") + step)
