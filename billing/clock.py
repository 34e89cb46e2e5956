"""The provider's day: Europe/Paris, and a clock that tests and the demonstration may set."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")

_set_to: ContextVar[datetime | None] = ContextVar("billing_clock", default=None)


def now() -> datetime:
    """The present moment, aware."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The day it is in Paris: on 31 December at 23:30 UTC, next year has begun."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day of a moment, in Paris."""
    return moment.astimezone(PARIS).date()


def noon(day: date) -> datetime:
    """A moment in the middle of a day, in Paris."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=PARIS)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Live at another moment for the length of a block: histories are told this way."""
    where = moment if isinstance(moment, datetime) else noon(moment)
    before = _set_to.set(where)
    try:
        yield
    finally:
        _set_to.reset(before)
