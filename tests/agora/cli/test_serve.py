"""A real `agora serve`: two doors, a clean stop, and a database that is away as it starts."""

import threading
import time
from pathlib import Path

import pytest
from django.db import connections

from agora.cli import serve
from agora.conf.process import Place, Web
from tests.harness.cluster import admin
from tests.harness.processes import Process, database_url

pytestmark = pytest.mark.slow


def test_what_the_web_server_is_told():
    told = serve.options(Web(Place("127.0.0.1", 8000), Place("127.0.0.1", 8001), 3, 8, 30, 4))

    assert told["bind"] == ["127.0.0.1:8000", "127.0.0.1:8001"]
    assert (told["worker_class"], told["workers"], told["threads"]) == ("gthread", 3, 8)
    assert told["timeout"] > told["graceful_timeout"] == 26
    assert "preload_app" not in told
    assert told["forwarded_allow_ips"] == ""


@pytest.fixture
def lock(server, db):
    """Make whoever looks for a host wait, until told otherwise."""
    with admin(server, connections.settings["default"]["NAME"]) as link:
        link.autocommit = False
        link.execute("LOCK TABLE public.tenants_domain IN ACCESS EXCLUSIVE MODE")
        yield link
        link.rollback()


def test_both_doors_answer_and_a_stop_lets_requests_end(tmp_path, lock):
    with Process(tmp_path, "serve", AGORA_DRAIN="1") as web:
        web.until_ready()
        assert web.ask("/-/live") == (200, "ok\n")
        assert web.ask("/-/ready") == (200, "ok\n")
        assert web.ask("/-/metrics")[0] == 404
        assert web.ask("/-/metrics", inside=True)[0] == 200

        answers = []
        slow = threading.Thread(
            target=lambda: answers.append(web.ask("/", host="nowhere.localhost"))
        )
        slow.start()
        web.until(lambda: waiting(lock))
        web.child.terminate()
        time.sleep(2)  # more than the drain: its door is closed, the request still waits
        assert web.child.poll() is None
        lock.rollback()
        slow.join(30)

        assert [status for status, _page in answers] == [404]
        assert web.ended() == 0


def waiting(link):
    """Count those who wait for a lock."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    return link.execute(f"{query} AND datname = current_database()").fetchone()[0]


def test_a_server_whose_database_is_away_begins_closed_and_opens_with_it(tmp_path, server, cities):
    away = database_url().replace("agora-pg", "agora-away")
    assert away != database_url()
    folder = Path(server.host.replace("agora-pg", "agora-away"))
    with Process(tmp_path, "serve", AGORA_DATABASE_URL=away) as web:
        web.until(lambda: web.ask("/-/live")[0] == 200)
        assert web.ask("/-/ready") == (503, "the database does not answer\n")
        status, page = web.ask("/", host="villeneuve.localhost")
        assert (status, "Rien n’est perdu" in page) == (503, True)

        folder.symlink_to(server.host)
        try:
            web.until_ready()
            assert web.ask("/", host="nowhere.localhost")[0] == 404
            assert web.stop() == 0
        finally:
            folder.unlink()
    assert "does not answer" in web.words


def test_a_server_whose_database_comes_back_wrong_stays_closed(tmp_path, server, cities):
    away = database_url("agora_owner").replace("agora-pg", "agora-wrong")
    folder = Path(server.host.replace("agora-pg", "agora-wrong"))
    with Process(tmp_path, "serve", AGORA_DATABASE_URL=away) as web:
        web.until(lambda: web.ask("/-/live")[0] == 200)
        folder.symlink_to(server.host)
        try:
            refused = (503, "the start is refused: see the log\n")
            web.until(lambda: web.ask("/-/ready") == refused)
            assert web.ask("/", host="villeneuve.localhost")[0] == 503
        finally:
            folder.unlink()
    assert "AGORA_DATABASE_URL: its login has CREATEROLE" in web.words
