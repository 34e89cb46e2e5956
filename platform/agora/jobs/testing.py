"""Running queued jobs in a test, inline, on the test's own connection."""

import json
from contextvars import Context
from typing import Any

from django.db import connection

from agora.context import public
from agora.jobs.running import perform

_NEXT = """
SELECT id, task_name, args FROM procrastinate_jobs
 WHERE status = 'todo' AND (%s OR scheduled_at IS NULL OR scheduled_at <= now())
 ORDER BY priority DESC, id LIMIT 1
"""
_DONE = "UPDATE procrastinate_jobs SET status = %s WHERE id = %s"
_WAITING = "SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"


def run_pending(*, later: bool = False, limit: int = 500) -> list[str]:
    """Run what waits in the queue, and what that queues; return the names, in order.

    `later` also runs what is due in the future. An error comes through: a test wants to know.
    """
    names: list[str] = []
    while len(names) < limit:
        # An empty context each time: a job knows nothing of the house of whoever queued it.
        job = Context().run(_next, later)
        if job is None:
            return names
        number, name, args = job
        Context().run(_finish, number, "failed")
        Context().run(perform, name, args)
        Context().run(_finish, number, "succeeded")
        names.append(name)
    raise AssertionError(f"more than {limit} jobs: {names[-5:]}...")


def pending() -> list[tuple[str, dict[str, Any]]]:
    """Name what waits, with its arguments, oldest first."""
    return Context().run(_pending)


def _pending() -> list[tuple[str, dict[str, Any]]]:
    with public(), connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return [(name, _decoded(args)) for name, args in cursor.fetchall()]


def _next(later: bool) -> tuple[int, str, dict[str, Any]] | None:
    with public(), connection.cursor() as cursor:
        cursor.execute(_NEXT, [later])
        row = cursor.fetchone()
    return (row[0], row[1], _decoded(row[2])) if row else None


def _finish(number: int, status: str) -> None:
    with public(), connection.cursor() as cursor:
        cursor.execute(_DONE, [status, number])


def _decoded(args: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(args) if isinstance(args, str) else args
    return found
