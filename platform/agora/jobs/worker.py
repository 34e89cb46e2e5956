"""The worker process: procrastinate's loop; and the scheduler, a process of its own."""

import asyncio
import signal

from agora.jobs.clock import Clock
from agora.jobs.procrastinated import worker_app

HEARTBEAT = 10.0
# Jobs that share a lock are not announced when it is let go: look for them.
LOOK_AGAIN = 2.0


async def work(*, queues: list[str], concurrency: int, once: bool, grace: float = 30) -> None:
    """Run jobs until a signal, or until nothing can be run any more if `once`."""
    begun: list[str] = []
    app = worker_app(begun.append if once else lambda name: None)
    async with app.open_async():
        while True:
            before = len(begun)
            await app.run_worker_async(
                queues=queues,
                concurrency=concurrency,
                wait=not once,
                update_heartbeat_interval=HEARTBEAT,
                fetch_job_polling_interval=LOOK_AGAIN,
                shutdown_graceful_timeout=grace,
            )
            if len(begun) == before:
                return


async def schedule() -> None:
    """Queue what is due each minute, until a signal; a second scheduler waits for its turn."""
    ticking = asyncio.create_task(Clock().run())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ticking.cancel)
    try:
        await ticking
    except asyncio.CancelledError:
        return
