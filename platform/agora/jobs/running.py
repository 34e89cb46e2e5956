"""Running one job in the house it belongs to, and nowhere else."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

from agora import metrics
from agora.context import CityRef, club, enter, public
from agora.context.trace import traced
from agora.jobs.cities import ASLEEP, AWAKE, city_named
from agora.jobs.registries import Task, task_named

log = logging.getLogger("agora.jobs")

_job: ContextVar[str] = ContextVar("agora_job", default="")


class JobRefused(Exception):
    """A job may not run: no city, or one that is closed. It is not tried again."""


class CityAsleep(Exception):
    """A job of a suspended city: it waits until the city is back."""


def perform(
    name: str, args: Mapping[str, Any], *, number: int | None = None, last: bool = False
) -> None:
    """Run the job `name` with its arguments, inside its house.

    `number` is that of the queue; `last` says that a failure will not be tried again.
    """
    task = task_named(name)
    ids = dict(args)
    trace = "" if number is None else f"job-{number}"
    with traced(trace), at_work(name), _counted(task), ExitStack() as stack:
        try:
            stack.enter_context(house_of(task, ids.pop("city", None), ids.pop("house", "")))
        except Exception as error:
            log.warning("job %s cannot begin: %s", name, type(error).__name__)
            raise
        _run(task, ids, last=last)


def _run(task: Task, ids: Mapping[str, Any], *, last: bool) -> None:
    """Run it, and tell how it went while the house is still known."""
    gravity = logging.ERROR if last else logging.WARNING
    facts: dict[str, Any] = {"task": task.name, "queue": task.queue}
    log.info("job %s starts", task.name, extra=facts)
    began = time.perf_counter()
    try:
        task.function(**ids)
    except (CityAsleep, JobRefused):
        raise
    except Exception:
        log.log(gravity, "job %s failed", task.name, extra=facts, exc_info=True)
        if last and task.given_up:
            _give_up(task, ids)
        raise
    facts["duration_ms"] = round((time.perf_counter() - began) * 1000, 1)
    log.info("job %s is done", task.name, extra=facts)


def _give_up(task: Task, ids: Mapping[str, Any]) -> None:
    """Tell whoever waits; what broke the job may break this too, and must not hide it."""
    assert task.given_up is not None
    try:
        task.given_up(**ids)
    except Exception:
        log.exception("job %s: nobody could be told that it failed", task.name)


@contextmanager
def _counted(task: Task) -> Iterator[None]:
    outcome, began = "failed", time.perf_counter()
    try:
        yield
        outcome = "done"
    except CityAsleep:
        outcome = "asleep"
        raise
    except JobRefused:
        outcome = "refused"
        raise
    finally:
        metrics.JOBS.count(task.name, outcome)
        metrics.JOB_SECONDS.observe(time.perf_counter() - began, task.queue)


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """Be the job `name`: what a request must not wait for may be done now."""
    before = _job.set(name)
    try:
        yield
    finally:
        _job.reset(before)


def inside_job() -> bool:
    """Tell whether a job is at work here, and not a request or a command."""
    return bool(_job.get())


@contextmanager
def house_of(task: Task, schema: object, house: object = "") -> Iterator[None]:
    """Enter the house a job belongs to; leaving it is certain."""
    place = house if task.scope == "house" and schema is None else task.scope
    if place in ("public", "club"):
        with public() if place == "public" else club():
            yield
        return
    with enter(_awake(task, schema)):
        yield


def _awake(task: Task, schema: object) -> CityRef:
    """Return the city of a job, or refuse."""
    if not isinstance(schema, str) or not schema:
        raise JobRefused(f"{task.name} names no city")
    with public():
        city = city_named(schema)
    if city is None:
        raise JobRefused(f"{task.name}: there is no city {schema}")
    if city.state in ASLEEP and not task.asleep:
        raise CityAsleep(f"{task.name}: {schema} is suspended")
    if city.state not in AWAKE | ASLEEP:
        raise JobRefused(f"{task.name}: {schema} is {city.state}")
    return city
