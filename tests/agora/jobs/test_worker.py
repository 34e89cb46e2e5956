"""True workers, as processes, on committed rows."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection, connections

from agora import mail
from agora.context import APP_LOGIN, public
from agora.devdb import Params
from agora.jobs.upkeep import rescue_stalled
from agora.mail.models import OutgoingMail
from tests.harness.clients import outside

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def start_worker(smtp):
    """Start `agora work` on the test's database and mail server."""
    started = []

    def start(*options, verb="work", login=""):
        here = connections.settings["default"]
        database = Params(host=here["HOST"], port=int(here["PORT"]))
        worker = subprocess.Popen(
            [sys.executable, "-m", "agora.cli", verb, *options],
            env={
                **os.environ,
                "AGORA_DATABASE_URL": database.url(user=login or here["USER"], dbname=here["NAME"]),
                "AGORA_HTTPS": "0",
                "AGORA_SECRET_KEY": settings.SECRET_KEY,
                "AGORA_SMTP_URL": settings.SMTP_URL,
                "AGORA_LOG_LEVEL": "ERROR",
            },
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()


def rescued():
    def rescue():
        with public():
            return rescue_stalled(silence=0)

    return outside(rescue)


def statuses(name="mail.send"):
    def ask():
        with public(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT status::text FROM procrastinate_jobs WHERE task_name = %s", [name]
            )
            return [row[0] for row in cursor.fetchall()]

    return outside(ask)


def write(word="Bonjour"):
    mail.send(to="lila@exemple.fr", template="accounts/mail/security", context={"change": word})


def test_the_job_of_a_killed_worker_is_taken_up_again(city, smtp, start_worker):
    smtp.hold = True
    write()
    worker = start_worker()
    assert smtp.reached.wait(60)

    worker.kill()
    worker.wait()
    assert smtp.cut.wait(60)  # the letter is lost, not on its way
    assert statuses() == ["doing"]
    assert smtp.got == []
    smtp.hold = False

    assert rescued() == 1
    assert start_worker("--once").wait(60) == 0
    assert len(smtp.got) == 1
    assert statuses() == ["succeeded"]
    assert OutgoingMail.objects.get().state == "sent"


def test_a_worker_told_to_stop_finishes_its_job(city, smtp, start_worker):
    smtp.hold = True
    write()
    worker = start_worker()
    assert smtp.reached.wait(60)

    worker.send_signal(signal.SIGTERM)
    smtp.hold = False

    assert worker.wait(60) == 0
    assert len(smtp.got) == 1
    assert statuses() == ["succeeded"]


def test_letters_written_while_the_server_is_down_leave_once_and_in_order(city, smtp, start_worker):
    smtp.answers["RCPT"] = "451 later"
    for word in ("premier", "deuxième", "troisième"):
        write(word)
    start_worker("--once").wait(60)
    assert smtp.got == []
    assert statuses() == ["todo"] * 3

    smtp.answers.clear()
    outside(_no_more_waiting)
    start_worker("--once").wait(60)

    bodies = [content.decode() for _, content in smtp.got]
    assert ["premier" in bodies[0], "troisi" in bodies[2], len(bodies)] == [True, True, 3]


def test_the_scheduler_queues_what_a_worker_runs(city, smtp, start_worker):
    worker = start_worker()
    scheduler = start_worker(verb="schedule", login=APP_LOGIN)

    deadline = time.monotonic() + 60
    while "succeeded" not in statuses("jobs.rescue_stalled"):  # the next minute queues one more
        assert time.monotonic() < deadline
        time.sleep(0.2)
    for process in (worker, scheduler):
        process.send_signal(signal.SIGTERM)

    assert [worker.wait(60), scheduler.wait(60)] == [0, 0]


def test_an_unknown_queue_is_named(city, smtp, start_worker):
    assert start_worker("--queues", "mail,express", login=APP_LOGIN).wait(60) == 2


def _no_more_waiting():
    with public(), connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
