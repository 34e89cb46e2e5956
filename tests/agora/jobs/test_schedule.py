"""The clock, on connections of its own."""

import asyncio
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agora.jobs.clock import Clock
from agora.jobs.registries import discover
from agora.jobs.schedule import SCHEDULE
from agora.jobs.testing import pending

pytestmark = pytest.mark.django_db(transaction=True)

SEVEN = datetime(2026, 3, 2, 7, 0, tzinfo=ZoneInfo("Europe/Paris"))


@asynccontextmanager
async def running():
    clock = Clock()
    await clock.connector.open_async()
    try:
        yield clock
    finally:
        await clock.connector.close_async()


def digests():
    return [args for name, args in pending() if args.get("task") == "notices.digest"]


def test_what_is_due_is_queued_once_however_often_the_clock_looks(db):
    discover()

    async def day():
        async with running() as clock:
            first = await clock.tick(SEVEN)
            return first, await clock.tick(SEVEN), await clock.tick(SEVEN.replace(minute=1))

    first, second, third = asyncio.run(day())

    assert "notices.digest" in first
    assert second == third == []
    assert digests() == [{"task": "notices.digest"}]


def test_one_clock_ticks_and_another_takes_over_when_it_stops(db):
    discover()

    async def two():
        async with running() as one, running() as other:
            ticks = [await one.tick(SEVEN), await other.tick(SEVEN)]
        async with running() as third:
            return [*ticks, await third.tick(SEVEN)]

    one, other, third = asyncio.run(two())

    assert "notices.digest" in one
    assert other == []
    assert third == []  # the first one queued it already: the database knows
    assert len(digests()) == 1


def test_what_was_missed_long_ago_is_not_made_up_for(db):
    discover()

    async def afternoon():
        async with running() as clock:
            return await clock.tick(SEVEN.replace(hour=15))

    assert "notices.digest" not in asyncio.run(afternoon())
    assert "notices.digest" in [entry.task for entry in SCHEDULE]
