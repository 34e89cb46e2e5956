"""Checks that the walls around the queue stand (`agora check --database default`)."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from agora.context import public

_WALLS = """
SELECT (SELECT prosecdef FROM pg_proc
         WHERE oid = to_regprocedure(
             'public.procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[])')),
       EXISTS (SELECT FROM pg_trigger
                WHERE tgname = 'agora_jobs_refuse_foreign' AND tgenabled = 'O'
                  AND tgrelid = to_regclass('public.procrastinate_jobs'))
"""


@register(Tags.database)
def queue_has_its_walls(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A migration of procrastinate may replace the function: look each time."""
    if "default" not in (databases or []):
        return []
    with public(), connections["default"].cursor() as cursor:
        cursor.execute(_WALLS)
        definer, refuses = cursor.fetchone()
    if definer and refuses:
        return []
    return [
        Error(
            "The queue is not walled: a city could queue the jobs of another.",
            hint="Run the migrations of agora.jobs again.",
            id="jobs.E001",
        )
    ]
