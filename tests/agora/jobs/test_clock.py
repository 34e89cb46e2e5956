import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agora import metrics
from agora.jobs import standing
from agora.jobs.clock import Clock, job_of, last_due
from agora.jobs.registries import discover, tasks
from agora.jobs.schedule import SCHEDULE, Periodic
from agora.metrics import figures

PARIS = ZoneInfo("Europe/Paris")


def at(*when):
    return datetime(*when, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (at(2026, 3, 1, 7, 0), at(2026, 3, 1, 7, 0)),
        (at(2026, 3, 1, 6, 59), at(2026, 2, 28, 7, 0)),
        (at(2026, 3, 1, 23, 0), at(2026, 3, 1, 7, 0)),
        # the night the clock goes forward, and the one it goes back
        (at(2026, 3, 29, 8, 0), at(2026, 3, 29, 7, 0)),
        (at(2026, 10, 25, 8, 0), at(2026, 10, 25, 7, 0)),
    ],
)
def test_the_last_time_something_was_due_is_that_of_the_town_s_clock(now, due):
    assert last_due(Periodic("x", "0 7 * * *"), now) == due


def test_everything_planned_is_a_task_with_a_time_that_exists():
    discover()

    for entry in SCHEDULE:
        assert entry.task in tasks
        assert last_due(entry, at(2026, 1, 1, 12, 0)) < at(2026, 1, 1, 12, 1)


def test_a_task_of_the_cities_is_fanned_out_and_ours_is_not():
    discover()

    assert job_of(Periodic("notices.digest", "0 7 * * *")) == (
        "jobs.fan_out",
        {"task": "notices.digest"},
    )
    assert job_of(Periodic("jobs.purge", "0 7 * * *")) == ("jobs.purge", {})


def told_by(clock):
    """What the page says of the queue after this clock had its turn to tell."""
    asyncio.run(clock._tell())
    return {figure.name for figure, _labels, _value in figures.told()}


def test_the_one_that_holds_the_lock_tells_and_the_other_is_silent(monkeypatch):
    monkeypatch.setattr(standing, "look", lambda: metrics.tell([standing.TICK.at(1)]))
    first, second = Clock(), Clock()
    first.holds = True

    assert told_by(first) == {"agora_scheduler_tick_timestamp_seconds"}
    assert told_by(second) == set()


def test_a_look_that_fails_does_not_stop_the_clock(monkeypatch, caplog):
    monkeypatch.setattr(standing, "look", lambda: 1 / 0)
    clock = Clock()
    clock.holds = True

    told_by(clock)

    assert "could not look" in caplog.text
