"""The scheduler: at most one ticks, whoever holds the lock; two would do no harm either."""

import asyncio
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from croniter import croniter
from django.utils import timezone
from procrastinate import exceptions

from agora import metrics
from agora.context.threads import executor
from agora.jobs import standing
from agora.jobs.procrastinated import connector
from agora.jobs.registries import task_named
from agora.jobs.schedule import SCHEDULE, Periodic

log = logging.getLogger("agora.jobs")

LOCK = 0x61676F7261  # « agora » in hexadecimal: the same key wherever a scheduler runs
LOOK_AGAIN = 5  # seconds between two looks at the lock
CATCH_UP = timedelta(hours=1)

_HOLD = "SELECT pg_try_advisory_lock(%(key)s) AS held"
_QUEUE = """
SELECT procrastinate_defer_periodic_job_v2(
    %(queue)s, NULL, %(once)s, %(task)s, 0, %(entry)s, %(due)s, %(args)s::jsonb) AS id
"""


class Clock:
    """Queues what is due, once a minute, on a connection that holds the lock."""

    def __init__(self) -> None:
        # A pool of exactly one connection: the lock lives and dies with it.
        self.connector = connector(most=1)
        self._told: dict[str, datetime] = {}
        self._aside = executor(1)
        self.holds = False

    async def run(self) -> None:
        """Tick until the database is lost: whoever runs it makes another."""
        await self.connector.open_async()
        try:
            while True:
                await self.tick(now := timezone.localtime())
                await self._tell()
                while timezone.localtime().minute == now.minute:
                    await asyncio.sleep(min(LOOK_AGAIN, 60 - timezone.now().second))
                    await self._hold()
        finally:
            await self.connector.close_async()
            self._aside.shutdown(wait=False)

    async def tick(self, now: datetime) -> list[str]:
        """Queue what is due at `now`, if the lock is ours; return the names."""
        if not await self._hold():
            return []
        return [entry.task for entry in SCHEDULE if await self._queue(entry, now)]

    async def _hold(self) -> bool:
        """Take the lock, or keep it; a database that came back meanwhile has forgotten it."""
        found = await self.connector.execute_query_one_async(_HOLD, key=LOCK)
        self.holds = bool(found["held"])
        return self.holds

    async def _tell(self) -> None:
        """Whoever holds the lock tells how the installation stands; another one is silent."""
        if not self.holds:
            metrics.tell([])
            return
        try:
            await asyncio.get_running_loop().run_in_executor(self._aside, standing.look)
        except Exception:  # figures never stop the clock
            log.exception("the scheduler could not look")

    async def _queue(self, entry: Periodic, now: datetime) -> bool:
        due = last_due(entry, now)
        if now - due > CATCH_UP or self._told.get(entry.task) == due:
            return False
        name, args = job_of(entry)
        try:
            found = await self.connector.execute_query_one_async(
                _QUEUE,
                queue=task_named(name).queue,
                once=f"periodic:{entry.task}",
                task=name,
                entry=entry.task,
                due=int(due.timestamp()),
                args=json.dumps(args),
            )
        except exceptions.UniqueViolation:
            return False  # the one before still waits: once is enough
        self._told[entry.task] = due
        return found["id"] is not None


def last_due(entry: Periodic, now: datetime) -> datetime:
    """Return the last time `entry` was due, `now` included."""
    due: datetime = croniter(entry.cron, now + timedelta(seconds=1)).get_prev(datetime)
    return due


def job_of(entry: Periodic) -> tuple[str, dict[str, Any]]:
    """Return the job to queue: a task of the cities goes through the fan-out."""
    if task_named(entry.task).scope in ("city", "house"):
        return "jobs.fan_out", {"task": entry.task}
    return entry.task, {}
