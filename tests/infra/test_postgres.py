"""The database of the containers: made at the first start, open to its administrator by socket."""

import getpass

import psycopg
import pytest

from agora.cli.roles import let_watch
from agora.devdb import Params


def test_the_administrator_comes_by_the_socket_and_finds_our_settings(database):
    with psycopg.connect(**database, dbname="postgres") as link:
        locks, archive, checksums = link.execute(
            "SELECT current_setting('max_locks_per_transaction'), current_setting('archive_mode'),"
            " current_setting('data_checksums')"
        ).fetchone()

    assert (locks, archive, checksums) == ("512", "on", "on")


@pytest.mark.parametrize("user", ["postgres", "somebody"])
def test_nobody_but_our_logins_may_knock_at_the_port(database, user):
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(host="127.0.0.1", port=database["port"], user=user, dbname="postgres")


def test_our_login_is_asked_for_its_password(database):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host="127.0.0.1", port=database["port"], user="agora_app", dbname="postgres"
        )


def test_the_exporter_comes_by_the_socket_without_password_and_reads_figures_alone(database):
    me = getpass.getuser()  # `nobody` in the containers
    let_watch(Params(**database).url(), me)
    let_watch(Params(**database).url(), me)
    with psycopg.connect(**database, dbname="postgres", autocommit=True) as admin:
        admin.execute("CREATE TABLE words AS SELECT 'secret' AS word")
    with psycopg.connect(
        host=database["host"], port=database["port"], user=me, dbname="postgres"
    ) as link:
        running = link.execute("SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        assert "pg_stat_activity" in running.fetchone()[0]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            link.execute("SELECT word FROM words")
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(host=database["host"], port=database["port"], user=me, dbname="template1")
