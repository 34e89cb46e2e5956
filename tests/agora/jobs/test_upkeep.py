import json

import pytest
from django.db import connection

from agora.context import public
from agora.jobs.upkeep import purge_finished, rescue_stalled

_JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, args, worker_id)"
    " VALUES ('default', %s, %s::procrastinate_job_status, %s, '{}', %s) RETURNING id"
)
_ENDED = (
    "INSERT INTO procrastinate_events (job_id, type, at)"
    " VALUES (%s, 'succeeded', now() - make_interval(days => %s)) RETURNING id"
)
_WORKER = (
    "INSERT INTO procrastinate_workers (last_heartbeat)"
    " VALUES (now() - make_interval(secs => %s)) RETURNING id"
)


def one(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


@pytest.fixture
def at_ours(db):
    with public():
        yield


def job(name="jobs.purge", status="doing", attempts=0, worker=None):
    return one(_JOB, name, status, attempts, worker)


def status_of(number):
    return one(
        "SELECT json_build_array(status, attempts)::text FROM procrastinate_jobs WHERE id = %s",
        number,
    )


def test_jobs_of_dead_workers_are_taken_up_again_and_those_at_work_left(at_ours):
    dead, alive = one(_WORKER, 3600), one(_WORKER, 1)
    lost, orphan, running = job(worker=dead), job(), job(worker=alive)

    assert rescue_stalled() == 2

    assert [json.loads(status_of(number)) for number in (lost, orphan, running)] == [
        ["todo", 1],
        ["todo", 1],
        ["doing", 0],
    ]
    assert rescue_stalled() == 0


def test_a_job_that_kills_its_worker_each_time_is_given_up(at_ours):
    deadly, unknown = job(attempts=50), job(name="test.of_another_release")

    rescue_stalled()

    assert [json.loads(status_of(number))[0] for number in (deadly, unknown)] == [
        "failed",
        "failed",
    ]


def test_finished_jobs_are_forgotten_failed_ones_later(at_ours):
    done, failed, fresh = job(status="succeeded"), job(status="failed"), job(status="succeeded")
    for number, age in ((done, 3), (failed, 3), (fresh, 1)):
        one(_ENDED, number, age)

    assert purge_finished() == 1

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM procrastinate_jobs WHERE id = ANY(%s)", [[done, failed, fresh]]
        )
        assert sorted(row[0] for row in cursor.fetchall()) == [failed, fresh]
