"""Opens a city at once, in this process: demonstration, tests and the command line."""

import time
from typing import Any

from agora.context import public
from agora.rules import SYSTEM
from tenants import directory
from tenants.actions.cities import open_city
from tenants.models import City, RunState
from tenants.saga import run_setup

PATIENCE = 300.0
"""Seconds a city may take that somebody else is opening."""
PAUSE = 0.5


class OpeningStopped(Exception):
    """A step of the opening failed; its journal says which and why."""


def open_now(*, actor: Any = SYSTEM, **facts: Any) -> City:
    """Ask for the opening and run it to its end; facts are those of `open_city`."""
    with public():
        city = open_city(actor=actor, **facts)
        run = city.setup
    until = time.monotonic() + PATIENCE
    # A worker may have been faster than we: it opens the city, and we wait for it.
    while not run_setup(run.pk):
        with public():
            run.refresh_from_db()
            step = run.steps.exclude(error="").first()
        if run.state == RunState.FAILED or time.monotonic() > until:
            raise OpeningStopped(f"{step.name}: {step.error}" if step else city.name)
        time.sleep(PAUSE)
    with public():
        return directory.carry(City.objects.get(pk=city.pk))
