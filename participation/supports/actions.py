"""Support and take it back; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from agora.action import action
from participation.contributions.models import Contribution
from participation.contributions.reactions import react
from participation.supports import rules
from participation.supports.models import Support

_COUNT_ONCE = """
WITH new AS (
    INSERT INTO supports_support (user_id, contribution_id, created_at)
    VALUES (%s, %s, now()) ON CONFLICT DO NOTHING RETURNING contribution_id
)
UPDATE contributions_contribution SET supports_count = supports_count + 1
WHERE id IN (SELECT contribution_id FROM new)
"""


@action("support.given", rule=rules.can_support, begins=True)
def support(*, actor: Any, contribution: Contribution) -> Contribution:
    """Count one person once: two clicks at the same time meet on the unique constraint."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ONCE, [actor.pk, contribution.pk])
        new = cursor.rowcount == 1
    if new:
        contribution.supports_count += 1
        react("supported", contribution)
    return contribution


@action("support.withdrawn", rule=rules.can_withdraw)
def unsupport(*, actor: Any, contribution: Contribution) -> Contribution:
    """Take one's support back."""
    gone, _by_model = Support.objects.filter(user=actor.pk, contribution=contribution).delete()
    if gone:
        rows = Contribution.objects.filter(pk=contribution.pk)
        rows.update(supports_count=F("supports_count") - 1)
        contribution.supports_count -= 1
    return contribution


@action("support.loaded", rule=rules.machine_only)
def load_many(*, actor: Any, supports: Sequence[Support]) -> int:
    """Take in unsaved rows (seeds) and count what they support again."""
    Support.objects.bulk_create(supports, ignore_conflicts=True, batch_size=2000)
    _recount(sorted({row.contribution_id for row in supports}))
    return len(supports)


def _recount(pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contributions_contribution c SET supports_count = n.total FROM"
            " (SELECT t.id, count(s.contribution_id) AS total FROM unnest(%s::bigint[]) AS t(id)"
            " LEFT JOIN supports_support s ON s.contribution_id = t.id GROUP BY t.id) n"
            " WHERE c.id = n.id",
            [pks],
        )
