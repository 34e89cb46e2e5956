"""Putting a job in the queue, in the transaction of whoever asks."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from agora.context import city_or_none, current_city, state
from agora.jobs.registries import Scope, Task, task_named

# The function runs with its owner's rights: a city may add to the queue, never read it.
_ROW = "ROW(%s, %s, %s, %s, %s, %s::jsonb, %s)::procrastinate_job_to_defer_v1"
_DEFER = "SELECT procrastinate_defer_jobs_v1(ARRAY[{rows}])"
_ABOUT_ROW = (
    "ROW(%s, %s, 0, NULL, NULL, %s::jsonb || jsonb_build_object(%s::text, told.id), NULL)"
    "::procrastinate_job_to_defer_v1"
)
_DEFER_ABOUT = "WITH told AS ({insert} RETURNING id) " + _DEFER + " FROM told"

# The jobs of the block one is in, not written yet; None outside.
_gathered: ContextVar[list[list[Any]] | None] = ContextVar("agora_jobs_gathered", default=None)


class AlreadyQueued(Exception):
    """A job with the same `once` key is waiting already."""


class WrongHouse(Exception):
    """A job of one house was queued from another without saying so."""


def enqueue(
    name: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
    scope: Scope | None = None,
    priority: int = 0,
    **ids: Any,
) -> None:
    """Queue the task `name` with these ids; it is rolled back with the caller's transaction.

    Jobs that share a `lock` run one at a time, in order. While one with the same `once` waits,
    another raises AlreadyQueued, and the transaction goes on. Both keys are the city's own.
    From the provider's house, a city's job is queued with `city=schema`.
    """
    task = task_named(name)
    house = _house(task, scope, ids)
    row = [
        task.queue,
        name,
        priority,
        lock and f"{house}:{lock}",
        once and f"{house}:{once}",
        json.dumps(ids),
        at,
    ]
    if once is None:
        gathered = _gathered.get()
        if gathered is None:
            _write([row])
        else:
            gathered.append(row)
        return
    try:
        with transaction.atomic():  # a duplicate must not spoil the business transaction
            _write([row])
    except IntegrityError as error:
        if "queueing_lock" not in str(error):
            raise
        raise AlreadyQueued(once) from error


def enqueue_about(name: str, *, key: str, insert: str, values: Sequence[Any]) -> None:
    """Insert a row and queue `name` with its number as `key`, in one statement.

    `insert` is an INSERT of one row with `%s` for each of the `values`; its table has an `id`.
    """
    task = task_named(name)
    ids: dict[str, Any] = {}
    _house(task, None, ids)
    before = _gathered.get() or []
    rows = ", ".join([*[_ROW] * len(before), _ABOUT_ROW])
    given = [value for row in before for value in row]
    with connection.cursor() as cursor:
        cursor.execute(
            _DEFER_ABOUT.format(insert=insert, rows=rows),
            [*values, *given, task.queue, name, json.dumps(ids), key],
        )
    before.clear()


@contextmanager
def together() -> Iterator[None]:
    """Queue the jobs of a block in one trip: with an announcement, else when the block ends.

    To be used inside a transaction: a block that fails has queued nothing.
    """
    if _gathered.get() is not None:
        yield
        return
    rows: list[list[Any]] = []
    before = _gathered.set(rows)
    try:
        yield
    finally:
        _gathered.reset(before)
    if rows:
        _write(rows)


def enqueue_once(name: str, *, once: str, **options: Any) -> bool:
    """Queue unless the same is waiting; tell whether it was queued."""
    try:
        enqueue(name, once=once, **options)
    except AlreadyQueued:
        return False
    return True


def _house(task: Task, scope: Scope | None, ids: dict[str, Any]) -> str:
    """Name the house of the job, and write it among its arguments."""
    if scope is not None and scope != task.scope:
        raise WrongHouse(f"{task.name} belongs to {task.scope!r}, not {scope!r}")
    if task.scope == "city" or (task.scope == "house" and city_or_none() is not None):
        return _city(task, ids)
    if task.scope == "house":
        if isinstance(ids.get("city"), str):
            return _city(task, ids)
        ids["house"] = "club" if state() == "club" else "public"
        return str(ids["house"])
    if scope is None and state() not in (task.scope, "owner"):
        # Said aloud, so that nobody leaves a city without noticing.
        raise WrongHouse(f"{task.name} is queued from {state()!r}: say scope={task.scope!r}")
    return task.scope


def _city(task: Task, ids: dict[str, Any]) -> str:
    if state() in ("public", "owner") and isinstance(ids.get("city"), str):
        return str(ids["city"])
    if "city" in ids:
        raise WrongHouse(f"{task.name}: the city is added by itself")
    ids["city"] = current_city().schema
    return str(ids["city"])


def _write(rows: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _DEFER.format(rows=", ".join([_ROW] * len(rows))),
            [value for row in rows for value in row],
        )
