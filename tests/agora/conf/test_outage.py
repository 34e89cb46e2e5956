"""The database goes away and comes back: clear pages meanwhile, and no restart."""

import pytest
from django.db import connections
from django.test import RequestFactory
from psycopg import sql

from agora.conf.wsgi import application
from agora.context import directory
from tests.harness.clients import outside
from tests.harness.cluster import admin


def ask(path, host, method="get"):
    """Send a request as the web server does, signals of its start and end included."""
    environ = getattr(RequestFactory(headers={"host": host}), method)(path).environ
    told = {}

    def start(status, headers):
        told.update(status=int(status[:3]), **dict(headers))

    def whole():
        answer = application(environ, start)
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return body

    return told, outside(whole).decode()


@pytest.fixture
def database(server):
    """Refuse this process's database to everybody, or give it back."""
    name = connections.settings["default"]["NAME"]

    def allow(yes):
        with admin(server) as link:
            link.execute(
                sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
                    sql.Identifier(name), sql.SQL("true" if yes else "false")
                )
            )
            if not yes:
                link.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    [name],
                )

    yield allow
    allow(True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_pages_say_so_while_it_is_away_and_come_back_with_it(cities, database, known):
    host = cities["villeneuve"].host
    before, _page = ask("/", host)
    if not known:
        directory.forget()

    database(False)
    if not known:
        directory.forget()
    away, words = ask("/concertations/", host)
    again, _page = ask("/", host, "post")
    database(True)
    after, page = ask("/concertations/", host)

    assert before["status"] == 200
    assert (away["status"], away["Retry-After"]) == (503, "60")
    assert "Rien n’est perdu" in words
    assert again["status"] in {405, 403, 503}
    assert after["status"] == 200
    assert "Villeneuve" in page
