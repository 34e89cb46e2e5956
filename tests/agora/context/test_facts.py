import os
import time

import psycopg
import pytest

from agora import RELEASE
from agora.context import facts, probe
from agora.context.roles import APP_LOGIN, CLUB, NOBODY, OWNER, PLATFORM, QUEUE
from tests.harness.cluster import admin


@pytest.fixture
def seen_by(db):
    """What a login finds on this process's database."""
    return lambda login: facts.gather({**probe.parameters(), "user": login})


def test_the_login_of_web_servers_enters_every_house_and_owns_nothing(seen_by):
    found = seen_by(APP_LOGIN)

    assert (found.powers, found.unreachable, found.inherited, found.temporary) == ((), (), (), ())
    assert (found.makes_roles, found.reaches_owner) == (False, False)
    assert found.keeps_options
    assert found.release == RELEASE
    assert found.version >= 150000
    assert found.locks == 512
    assert 50 < found.connections <= 100


def test_the_owner_makes_roles(seen_by):
    found = seen_by(OWNER)

    assert (found.makes_roles, found.reaches_owner) == (True, True)
    assert found.powers == ("CREATEROLE",)
    assert (found.inherited, found.temporary) == ((), ())


def test_the_administrator_has_every_power(seen_by):
    found = seen_by("postgres")

    assert set(found.powers) == {"SUPERUSER", *found.powers} > {"CREATEROLE"}
    assert set(found.inherited) == {NOBODY, PLATFORM, CLUB, QUEUE, OWNER}


@pytest.fixture
def bare(server):
    """A database nobody prepared, of this test process alone."""
    name = f"agora_bare_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with admin(server) as link:
        link.execute(f"CREATE DATABASE {name}")
        yield name
        link.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_database_without_our_tables_has_no_release(db, bare):
    params = {**probe.parameters(), "user": "postgres", "dbname": bare}

    assert facts.gather(params).release is None


def test_a_server_that_is_not_there_is_an_operational_error(db):
    with pytest.raises(psycopg.OperationalError):
        facts.gather({**probe.parameters(), "host": "/nowhere"})


STILL = """
SELECT pid, query FROM pg_stat_activity
WHERE datname = current_database() AND application_name = %s
"""


def test_asking_leaves_nothing_behind(db, server):
    """Asked of the administrator: others do not see what somebody else's connection does."""
    params = {**probe.parameters(), "application_name": "asks for facts"}
    with admin(server, params["dbname"]) as link:
        with psycopg.connect(**params):
            assert len(link.execute(STILL, ["asks for facts"]).fetchall()) == 1

        facts.gather(params)

        deadline = time.monotonic() + 30  # its process ends a moment after the connection
        while left := link.execute(STILL, ["asks for facts"]).fetchall():
            assert time.monotonic() < deadline, left
            time.sleep(0.05)
