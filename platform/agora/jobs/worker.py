"""The worker process: procrastinate's loop, and the clock beside it."""

import asyncio
from contextlib import suppress

from agora.jobs.clock import Clock
from agora.jobs.procrastinated import worker_app

HEARTBEAT = 10.0
# Jobs that share a lock are not announced when it is let go: look for them.
LOOK_AGAIN = 2.0


async def work(*, queues: list[str], concurrency: int, once: bool, schedule: bool) -> None:
    """Run jobs until a signal, or until nothing can be run any more if `once`."""
    begun: list[str] = []
    app = worker_app(begun.append if once else lambda name: None)
    async with app.open_async():
        clock = asyncio.create_task(Clock().run()) if schedule else None
        try:
            while True:
                before = len(begun)
                await app.run_worker_async(
                    queues=queues,
                    concurrency=concurrency,
                    wait=not once,
                    update_heartbeat_interval=HEARTBEAT,
                    fetch_job_polling_interval=LOOK_AGAIN,
                    shutdown_graceful_timeout=30,
                )
                if len(begun) == before:
                    return
        finally:
            if clock is not None:
                clock.cancel()
                with suppress(asyncio.CancelledError):
                    await clock
