"""The only door to procrastinate: its worker, on a connection of its own role."""

from collections.abc import Callable
from typing import Any

import procrastinate
from django.conf import settings
from django.db import connections
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from psycopg import OperationalError
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from agora.jobs.registries import Task, discover, tasks
from agora.jobs.running import CityAsleep, JobRefused, perform

# The worker's own statements run as the queue's role: it sees the queue and nothing else.
_OPTIONS = "-c search_path=public -c role=agora_queue -c application_name=agora:queue"
AWAY = (ConnectorException, OperationalError)
"""What the queue raises when its database does not answer."""
WAIT = 2.0
"""Seconds: a server that is away is noticed soon, and found again soon after it is back."""
_NAP = 3600
_FIRST_REST = 10


class Pool(AsyncConnectionPool[Any]):
    """psycopg's pool, that does not wait half a minute for a server that is away."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"timeout": WAIT, "reconnect_timeout": WAIT})

    async def open(self, wait: bool = False, timeout: float = WAIT) -> None:
        """Open, and wait for the first connection no longer than for another one."""
        await super().open(wait=wait, timeout=timeout)

    async def _connect(self, timeout: float | None = None) -> Any:
        try:
            return await super()._connect(timeout)
        except OperationalError:
            async with self._lock:
                while self._waiting:  # whoever waits hears at once, and the worker begins anew
                    away = PoolTimeout("the database does not answer")
                    await self._waiting.popleft().fail(away)
            raise


def connector(most: int) -> procrastinate.PsycopgConnector:
    """Connect the queue by at most so many connections of its own role; not opened yet."""
    return procrastinate.PsycopgConnector(
        kwargs=queue_parameters(), min_size=1, max_size=most, pool_factory=Pool
    )


class BackOff(BaseRetryStrategy):
    """Try again later and later; never when it is refused, every hour while the city sleeps."""

    def __init__(self, task: Task) -> None:
        self.task = task

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when to try again, or not at all."""
        if isinstance(exception, CityAsleep):
            return RetryDecision(retry_in={"seconds": _NAP})
        if isinstance(exception, JobRefused) or job.attempts >= self.task.patience:
            return None
        return RetryDecision(retry_in={"seconds": pause(self.task, job.attempts)})


def pause(task: Task, attempts: int) -> int:
    """Seconds to wait after that many failures: 10, 40, 160... up to the task's `rest`."""
    return int(min(_FIRST_REST * 4 ** min(attempts, 10), task.rest))


def queue_parameters() -> dict[str, Any]:
    """Parameters of a connection with the queue's role."""
    place = settings.DATABASES["default"]
    wanted = {
        "dbname": place["NAME"],
        "user": place["USER"],
        "password": place["PASSWORD"],
        "host": place["HOST"],
        "port": place["PORT"],
    }
    found = {name: value for name, value in wanted.items() if value}
    return found | {"options": _OPTIONS, "connect_timeout": 3, "tcp_user_timeout": 10_000}


def worker_app(began: Callable[[str], None] = lambda name: None) -> procrastinate.App:
    """Build the procrastinate application: every task of ours, run inside its house.

    `began` hears the name of each job that starts.
    """
    app = procrastinate.App(connector=connector(most=4))
    discover()
    for task in tasks.values():
        declare = app.task(name=task.name, queue=task.queue, retry=BackOff(task), pass_context=True)
        declare(_runner(task, began))
    return app


def _runner(task: Task, began: Callable[[str], None]) -> Callable[..., None]:
    def run(context: JobContext, **args: Any) -> None:
        began(task.name)
        last = context.job.attempts >= task.patience
        try:
            perform(task.name, args, number=context.job.id, last=last)
        finally:
            connections.close_all()

    return run
