"""Opens a city at once, in this process: demonstration, tests and the command line."""

from typing import Any

from agora.context import public
from agora.rules import SYSTEM
from tenants import directory
from tenants.actions.cities import open_city
from tenants.models import City
from tenants.saga import run_setup


class OpeningStopped(Exception):
    """A step of the opening failed; its journal says which and why."""


def open_now(*, actor: Any = SYSTEM, **facts: Any) -> City:
    """Ask for the opening and run it to its end; facts are those of `open_city`."""
    with public():
        city = open_city(actor=actor, **facts)
        run = city.setup
    if not run_setup(run.pk):
        with public():
            step = run.steps.exclude(error="").first()
        raise OpeningStopped(f"{step.name}: {step.error}" if step else city.name)
    with public():
        return directory.carry(City.objects.get(pk=city.pk))
