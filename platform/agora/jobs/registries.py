"""The tasks of the house: declared in each slice's `tasks.py`, known by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from django.utils.module_loading import autodiscover_modules

from agora.metrics import Sample
from agora.registry import RegistrationError, Registry

Scope = Literal["city", "public", "club", "house"]
QUEUES = ("default", "mail", "mail-bulk", "heavy", "ops")


@dataclass(frozen=True)
class Task:
    """One kind of job.

    `scope` says where it runs: in the city it was queued from, at the provider's, at the club, or
    (furniture every house has) in whichever house it was queued from.
    `patience` is how many times it is tried again, later and later (at most `rest` seconds apart),
    before it is said to have failed. `asleep` lets it run in a suspended city (export, migration).
    `given_up` is called then, in the same house with the same arguments: somebody waits for it.
    """

    name: str
    function: Callable[..., Any]
    queue: str
    scope: Scope
    patience: int = 8
    rest: int = 3 * 3600
    asleep: bool = False
    given_up: Callable[..., None] | None = None


tasks: Registry[Task] = Registry("tasks")
standings: Registry[Callable[[], Iterable[Sample]]] = Registry("standings")
"""What the scheduler tells of the whole installation each minute; read in the provider's house."""
_discovered = False


def task(
    name: str,
    *,
    queue: str = "default",
    scope: Scope = "city",
    patience: int = 8,
    rest: int = 3 * 3600,
    asleep: bool = False,
    given_up: Callable[..., None] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function of `tasks.py` the job `name`; called with keyword arguments."""
    if queue not in QUEUES:
        raise RegistrationError(f"task {name!r}: no queue is called {queue!r}")
    if scope not in get_args(Scope):
        raise RegistrationError(f"task {name!r}: no scope is called {scope!r}")

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        tasks.add(name, Task(name, function, queue, scope, patience, rest, asleep, given_up))
        return function

    return decorate


def task_named(name: str) -> Task:
    """Find a task by its name, reading every `tasks.py` the first time."""
    discover()
    return tasks.get(name)


def discover() -> None:
    """Read every `tasks.py`, once per process."""
    global _discovered
    if not _discovered:
        autodiscover_modules("tasks")
        _discovered = True
