"""`agora work` and `agora schedule`: the jobs, and the clock that queues what is due."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from agora import metrics
from agora.conf import logs, process, startup

QUEUE_LINKS = 5  # connections of the queue itself: a small pool, and one that listens


def work(arguments: list[str]) -> int:
    """Run the jobs of the queues until told to stop; a job begun is finished first."""
    parser = argparse.ArgumentParser(prog="agora work", description=work.__doc__)
    parser.add_argument("--queues", default="", help="which queues, by commas; all unless told")
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time")
    parser.add_argument("--once", action="store_true", help="stop when nothing waits")
    asked = parser.parse_args(arguments)
    with _begun("worker", queues=asked.queues, connections=asked.concurrency + QUEUE_LINKS):
        from agora.jobs.registries import QUEUES  # noqa: PLC0415  after the start was checked
        from agora.jobs.worker import work as run  # noqa: PLC0415

        queues = [name for name in asked.queues.split(",") if name] or list(QUEUES)
        if unknown := sorted(set(queues) - set(QUEUES)):
            parser.error(f"unknown queues: {', '.join(unknown)} (there are: {', '.join(QUEUES)})")
        grace = process.grace()
        asyncio.run(run(queues=queues, concurrency=asked.concurrency, once=asked.once, grace=grace))
    return 0


def schedule(arguments: list[str]) -> int:
    """Queue what is due, each minute, until told to stop; one at a time holds the lock."""
    parser = argparse.ArgumentParser(prog="agora schedule", description=schedule.__doc__)
    parser.parse_args(arguments)
    with _begun("scheduler", connections=1):
        from agora.jobs.worker import schedule as run  # noqa: PLC0415  after the start was checked

        asyncio.run(run())
    return 0


@contextmanager
def _begun(kind: startup.Kind, *, queues: str = "", connections: int) -> Iterator[None]:
    """Check the start, load the site, answer probes while the block runs."""
    logs.begin()
    # Until the loop listens itself: nothing is begun yet, so there is nothing to lose.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    wait = process.patience()
    startup.begin(kind, queues=queues, connections=connections, wait=wait)
    import django  # noqa: PLC0415

    django.setup()
    from agora.conf.listener import listening  # noqa: PLC0415

    metrics.begin()
    with listening(process.internal()):
        yield
