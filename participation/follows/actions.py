"""Follow and stop following; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from agora.action import action
from agora.rules import is_system, signed_in
from participation.consultations.models import Consultation
from participation.contributions.models import Contribution
from participation.follows import rules
from participation.follows.models import Follow

# Two clicks at the same time meet on the unique constraint, and count once.
_FOLLOW_ONCE = """
WITH new AS (
    INSERT INTO follows_follow (user_id, {column}, created_at)
    VALUES (%s, %s, now()) ON CONFLICT DO NOTHING RETURNING {column} AS followed
)
UPDATE {table} SET follows_count = follows_count + 1 WHERE id IN (SELECT followed FROM new)
"""


@action("follow.started", rule=rules.can_follow, begins=True)
def follow(
    *,
    actor: Any,
    consultation: Consultation | None = None,
    contribution: Contribution | None = None,
) -> Consultation | Contribution:
    """Ask for news of a consultation, or of one contribution."""
    thing = _the_one(consultation, contribution)
    column = "consultation_id" if consultation else "contribution_id"
    with connection.cursor() as cursor:
        cursor.execute(
            _FOLLOW_ONCE.format(column=column, table=type(thing)._meta.db_table),
            [actor.pk, thing.pk],
        )
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
        counted = type(thing).objects.filter(pk=thing.pk)
        counted.update(follows_count=F("follows_count") - 1)
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
