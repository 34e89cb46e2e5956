from dataclasses import replace

import pytest

from agora.context import state
from agora.context.trace import trace_id
from agora.jobs import running
from agora.jobs.registries import task, tasks
from agora.jobs.running import CityAsleep, JobRefused, inside_job, perform


@pytest.fixture
def ran():
    """A task that notes that it ran, and one that may run while the city sleeps."""
    told = []
    task("test.ran")(lambda **ids: told.append((state(), trace_id())))
    task("test.asleep", asleep=True)(lambda **ids: told.append((state(), trace_id())))
    task("test.club", scope="club")(lambda **ids: told.append((state(), trace_id())))
    task("test.breaks")(lambda **ids: 1 / 0)
    yield told
    for name in ("test.ran", "test.asleep", "test.club", "test.breaks"):
        tasks.forget(name)


@pytest.fixture
def in_state(other_city, monkeypatch):
    """Pretend the city is in another state, without moving it there."""

    def pretend(name):
        monkeypatch.setattr(running, "city_named", lambda schema: replace(other_city, state=name))
        return {"city": other_city.schema}

    return pretend


@pytest.mark.parametrize("args", [{}, {"city": None}, {"city": ""}, {"city": 7}])
def test_a_job_without_city_is_refused(db, ran, args):
    with pytest.raises(JobRefused, match="names no city"):
        perform("test.ran", args)

    assert ran == []


def test_a_job_of_a_city_that_is_no_more_is_refused(db, ran):
    with pytest.raises(JobRefused, match="there is no city"):
        perform("test.ran", {"city": "t_gone00000000"})

    assert ran == []


@pytest.mark.parametrize("closed", ["lead", "archived", "erased"])
def test_a_job_of_a_closed_city_is_refused(ran, in_state, closed):
    with pytest.raises(JobRefused, match=closed):
        perform("test.ran", in_state(closed))

    assert ran == []


@pytest.mark.parametrize("open_", ["provisioning", "trial", "live", "read_only"])
def test_jobs_run_in_every_state_of_service(ran, in_state, open_):
    perform("test.ran", in_state(open_))

    assert [place for place, _ in ran] == ["city"]


def test_a_suspended_city_s_jobs_wait_but_those_that_may_run(ran, in_state):
    args = in_state("suspended")

    with pytest.raises(CityAsleep):
        perform("test.ran", args)
    perform("test.asleep", args)

    assert [place for place, _ in ran] == ["city"]


def test_the_house_is_left_also_after_an_error(ran, in_state):
    with pytest.raises(ZeroDivisionError):
        perform("test.breaks", in_state("live"))

    assert (state(), trace_id()) == ("none", "")


def test_a_job_of_the_club_runs_there(ran):
    perform("test.club", {})

    assert [place for place, _ in ran] == ["club"]


def test_each_job_leaves_its_own_trace(ran, in_state):
    perform("test.ran", in_state("live"))
    perform("test.ran", in_state("live"))

    assert len({trace for _, trace in ran if trace}) == 2


def test_a_job_knows_that_it_is_one_and_nobody_else(db, ran, other_city):
    seen = []
    task("test.looks")(lambda **ids: seen.append(inside_job()))
    try:
        perform("test.looks", {"city": other_city.schema})
    finally:
        tasks.forget("test.looks")

    assert seen == [True]
    assert not inside_job()


@pytest.fixture
def awaited():
    """A task that breaks, and the note of whoever was told that it is given up."""
    told = []
    task("test.awaited", given_up=lambda **ids: told.append((state(), ids)))(lambda **ids: 1 / 0)
    task("test.mute", given_up=lambda **ids: {}["nobody"])(lambda **ids: 1 / 0)
    yield told
    for name in ("test.awaited", "test.mute"):
        tasks.forget(name)


def test_whoever_waits_is_told_once_inside_the_house_that_it_is_given_up(awaited, in_state):
    args = in_state("live") | {"run": 7}

    for last in (False, True):
        with pytest.raises(ZeroDivisionError):
            perform("test.awaited", args, last=last)

    assert awaited == [("city", {"run": 7})]


def test_a_failure_to_tell_hides_nothing(awaited, in_state, caplog):
    with pytest.raises(ZeroDivisionError):
        perform("test.mute", in_state("live"), last=True)

    assert "nobody could be told" in caplog.text
