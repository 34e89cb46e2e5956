from types import SimpleNamespace

import pytest

from agora.jobs.procrastinated import BackOff, pause, worker_app
from agora.jobs.registries import Task, discover, task_named, tasks
from agora.jobs.running import CityAsleep, JobRefused


def trial(patience=3):
    return Task("test.x", print, "default", "city", patience=patience, rest=1000)


def decision(error, attempts=0):
    return BackOff(trial()).get_retry_decision(
        exception=error, job=SimpleNamespace(attempts=attempts)
    )


def test_pauses_grow_up_to_the_rest_of_the_task():
    assert [pause(trial(), attempts) for attempts in (0, 1, 2, 3, 4, 60)] == [
        10,
        40,
        160,
        640,
        1000,
        1000,
    ]


def test_a_failure_is_tried_again_until_patience_ends():
    assert decision(ValueError()).retry_at is not None
    assert decision(ValueError(), attempts=3) is None


def test_a_refusal_is_final_and_a_sleeping_city_waited_for():
    assert decision(JobRefused()) is None
    assert decision(CityAsleep(), attempts=500).retry_at is not None


def test_a_mail_outlives_a_day_without_server():
    mail = task_named("mail.send")

    assert sum(pause(mail, attempt) for attempt in range(mail.patience)) > 2 * 24 * 3600


@pytest.mark.django_db
def test_the_worker_knows_every_task():
    discover()

    assert set(tasks) <= set(worker_app().tasks)
