"""`agora worker`: run the jobs, and the scheduler if nobody else does."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from agora.context.probe import verify_at_start
from agora.jobs.registries import QUEUES


class Command(BaseCommand):
    """Run jobs until told to stop; a job begun is finished first."""

    help = "Run the jobs of the queues, and the scheduler if nobody else holds it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--queues", default=",".join(QUEUES), help="Which queues, by commas.")
        parser.add_argument("--concurrency", type=int, default=4, help="Jobs at the same time.")
        parser.add_argument("--once", action="store_true", help="Stop when nothing waits.")
        parser.add_argument("--no-schedule", action="store_true", help="Never be the scheduler.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        from agora.jobs.worker import work  # noqa: PLC0415  (procrastinate: workers only)

        queues = [name for name in options["queues"].split(",") if name]
        unknown = set(queues) - set(QUEUES)
        if unknown:
            self.stderr.write(f"Unknown queues: {', '.join(sorted(unknown))}")
            raise SystemExit(2)
        verify_at_start()
        asyncio.run(
            work(
                queues=queues,
                concurrency=options["concurrency"],
                once=options["once"],
                schedule=not (options["no_schedule"] or options["once"]),
            )
        )
