import pytest

from agora.context import state
from agora.jobs import enqueue
from agora.jobs.registries import task, tasks
from agora.jobs.testing import run_pending


@pytest.fixture
def chain():
    """A task that queues itself again, and one that breaks."""
    task("test.again")(lambda left: enqueue("test.again", left=left - 1) if left else None)
    task("test.breaks")(lambda: 1 / 0)
    yield
    tasks.forget("test.again")
    tasks.forget("test.breaks")


def test_what_jobs_queue_runs_too(city, chain):
    enqueue("test.again", left=2)

    assert run_pending() == ["test.again"] * 3
    assert state() == "city"


def test_a_job_that_never_ends_is_noticed(city, chain):
    enqueue("test.again", left=100)

    with pytest.raises(AssertionError, match="more than 10 jobs"):
        run_pending(limit=10)


def test_an_error_comes_through_and_the_job_is_not_run_again(city, chain):
    enqueue("test.breaks")

    with pytest.raises(ZeroDivisionError):
        run_pending()
    assert run_pending() == []
