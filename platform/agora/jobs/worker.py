"""The worker process: procrastinate's loop; and the scheduler, a process of its own."""

import asyncio
import logging
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from agora.jobs.clock import Clock
from agora.jobs.procrastinated import AWAY, worker_app

log = logging.getLogger("agora.jobs")

HEARTBEAT = 10.0
# Jobs that share a lock are not announced when it is let go: look for them.
LOOK_AGAIN = 2.0
REST = 1.0  # seconds before a database that is away is asked again


async def work(*, queues: list[str], concurrency: int, once: bool, grace: float = 30) -> None:
    """Run jobs until a signal, or until nothing can be run any more if `once`.

    A database that goes away ends neither the process nor the wait: it is asked again and again.
    """
    told, begun = _told_to_stop(), list[str]()
    while not told.is_set():
        before = len(begun)
        app = worker_app(begun.append if once else lambda name: None)  # a pool opens but once
        try:
            async with app.open_async():
                running = app.run_worker_async(
                    queues=queues,
                    concurrency=concurrency,
                    wait=not once,
                    update_heartbeat_interval=HEARTBEAT,
                    fetch_job_polling_interval=LOOK_AGAIN,
                    shutdown_graceful_timeout=grace,
                    install_signal_handlers=False,
                )
                await _until(told, running)
        except AWAY as problem:
            await _rest(told, problem)
            continue
        if once and len(begun) == before:
            return


async def schedule() -> None:
    """Queue what is due each minute, until a signal; a second scheduler waits for its turn."""
    told = _told_to_stop()
    while not told.is_set():
        try:
            await _until(told, Clock().run())
        except AWAY as problem:
            await _rest(told, problem)


def _told_to_stop() -> asyncio.Event:
    """What SIGINT and SIGTERM set."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


async def _until(told: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end, or to a signal: then it is cancelled, and ends what it has begun."""
    running, waiting = asyncio.create_task(work), asyncio.create_task(told.wait())
    await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if told.is_set():
        running.cancel()
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _rest(told: asyncio.Event, problem: Exception) -> None:
    log.warning("the database does not answer the queue: %s", problem.__cause__ or problem)
    with suppress(TimeoutError):
        await asyncio.wait_for(told.wait(), REST)
