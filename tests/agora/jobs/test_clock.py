from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agora.jobs.clock import job_of, last_due
from agora.jobs.registries import discover, tasks
from agora.jobs.schedule import SCHEDULE, Periodic

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
