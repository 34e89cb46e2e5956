"""The worker process: procrastinate's loop, and the clock beside it."""

import asyncio
from contextlib import suppress

from agora.jobs.clock import Clock
from agora.jobs.procrastinated import worker_app

HEARTBEAT = 10.0


async def work(*, queues: list[str], concurrency: int, once: bool, schedule: bool) -> None:
    """Run jobs until a signal, or until nothing waits if `once`."""
    app = worker_app()
    async with app.open_async():
        clock = asyncio.create_task(Clock().run()) if schedule else None
        try:
            await app.run_worker_async(
                queues=queues,
                concurrency=concurrency,
                wait=not once,
                update_heartbeat_interval=HEARTBEAT,
                shutdown_graceful_timeout=30,
            )
        finally:
            if clock is not None:
                clock.cancel()
                with suppress(asyncio.CancelledError):
                    await clock
