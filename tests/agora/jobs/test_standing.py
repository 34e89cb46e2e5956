"""How the queue stands, and who hears of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from agora import metrics
from agora.context import public
from agora.jobs import enqueue, standing
from agora.jobs.registries import QUEUES, standings, task, tasks
from agora.metrics import figures


@pytest.fixture(autouse=True)
def silent_again():
    yield
    metrics.tell([])


@pytest.fixture
def house(db):
    """The provider's, where the queue is read."""
    task("test.heavy", scope="public", queue="heavy")(lambda **ids: None)
    with public():
        yield
    tasks.forget("test.heavy")


def of(queue):
    rows = standing.queues()
    return {figure.name: value for figure, labels, value in rows if labels == (queue,)}


def test_every_queue_is_told_the_empty_ones_too(house):
    told = [(figure.name, *labels) for figure, labels, _value in standing.queues()]

    assert len(told) == len(set(told)) == 4 * len(QUEUES)
    assert of("ops") == {
        "agora_jobs_waiting": 0,
        "agora_jobs_failed": 0,
        "agora_jobs_stalled": 0,
        "agora_jobs_oldest_seconds": 0,
    }


def test_what_is_due_waits_and_what_is_for_later_does_not(house):
    enqueue("test.heavy", scope="public", at=timezone.now() + timedelta(hours=1))
    enqueue("test.heavy", scope="public", at=timezone.now() - timedelta(minutes=5))
    enqueue("test.heavy", scope="public")

    found = of("heavy")

    assert found["agora_jobs_waiting"] == 2
    # PostgreSQL's now() is when the transaction began, some time before ours.
    assert 240 < found["agora_jobs_oldest_seconds"] < 330


def test_a_job_without_a_time_waits_since_it_was_queued(house):
    enqueue("test.heavy", scope="public")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '2 minutes'")

    assert 119 < of("heavy")["agora_jobs_oldest_seconds"] < 150


def test_jobs_given_up_and_jobs_in_dead_hands_are_counted(house):
    for _time in range(3):
        enqueue("test.heavy", scope="public")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs ORDER BY id DESC LIMIT 2")
        (failed,), (stalled,) = cursor.fetchall()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [stalled])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [failed])

    found = of("heavy")

    assert (found["agora_jobs_failed"], found["agora_jobs_stalled"]) == (1, 1)
    assert found["agora_jobs_waiting"] == 1


def test_one_look_tells_all_in_few_queries(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        standing.look()

    names = {figure.name for figure, _labels, _value in figures.told()}
    assert {"agora_scheduler_tick_timestamp_seconds", "agora_jobs_waiting", "agora_cities"} <= names


def test_what_cannot_be_read_silences_nothing_else(db):
    def broken():
        raise DatabaseError

    with standings.lending("broken", broken):
        standing.look()

    assert "agora_jobs_waiting" in {figure.name for figure, _labels, _value in figures.told()}
