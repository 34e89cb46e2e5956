import pytest

from agora.context import public
from agora.jobs import enqueue
from agora.jobs.registries import task, tasks
from agora.jobs.tasks import fan_out
from agora.jobs.testing import pending, run_pending


@pytest.fixture
def daily():
    for scope in ("city", "house"):
        task(f"test.daily_{scope}", scope=scope)(lambda: None)
    yield
    for scope in ("city", "house"):
        tasks.forget(f"test.daily_{scope}")


def test_a_periodic_task_is_queued_once_for_every_city_in_service(cities, db, daily):
    with public():
        fan_out(task="test.daily_city")
        fan_out(task="test.daily_city")

    queued = [args["city"] for name, args in pending() if name == "test.daily_city"]
    assert sorted(queued) == sorted(city.schema for city in cities.values())


def test_furniture_is_dusted_at_the_provider_s_too(cities, db, daily):
    with public():
        fan_out(task="test.daily_house")

    houses = [args for name, args in pending() if name == "test.daily_house"]
    assert {"house": "public"} in houses
    assert len(houses) == len(cities) + 1


def test_the_queue_looks_after_itself(db):
    with public():
        enqueue("jobs.rescue_stalled")
        enqueue("jobs.purge")

    assert run_pending() == ["jobs.rescue_stalled", "jobs.purge"]
