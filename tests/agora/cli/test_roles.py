"""The roles on a bare server, made by an administrator who is no superuser, with passwords."""

import os

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from agora.cli import roles
from agora.cli.secrets import address, write
from agora.devdb import Server

ADMIN = "provider_admin"


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A server without any of our roles, where our logins need their passwords."""
    server = Server(tmp_path_factory.mktemp("bare"), throwaway=True)
    try:
        with server as params:
            rules = server.data / "pg_hba.conf"
            rules.write_text(f"local all agora_app,agora_owner scram-sha-256\n{rules.read_text()}")
            with psycopg.connect(params.url(), autocommit=True) as superuser:
                superuser.execute("SELECT pg_reload_conf()")
                superuser.execute(f"CREATE ROLE {ADMIN} LOGIN CREATEROLE CREATEDB")
            yield params
    finally:
        server.destroy()


@pytest.fixture(scope="module")
def made(bare, tmp_path_factory):
    """Folder of secrets of a server on which the verb ran twice."""
    folder = tmp_path_factory.mktemp("secrets")
    write(folder, address("", bare.host, bare.port, "agora"))
    os.environ["AGORA_ADMIN_DATABASE_URL"] = bare.url(user=ADMIN)
    try:
        assert roles.roles(["--secrets", str(folder)]) == 0
        assert roles.roles(["--secrets", str(folder)]) == 0
    finally:
        del os.environ["AGORA_ADMIN_DATABASE_URL"]
    return folder


def text(folder, name):
    return (folder / name).read_text().strip()


def test_each_login_enters_with_the_password_of_its_file(made):
    for name, login in (("database-url", "agora_app"), ("owner-database-url", "agora_owner")):
        with psycopg.connect(text(made, name)) as link:
            assert link.execute("SELECT current_user").fetchone() == (login,)


def test_no_login_enters_with_the_password_of_the_other(made, bare):
    password = text(made, "database-url").split(":")[2].split("@")[0]

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(bare.url(user="agora_owner", dbname="agora", password=password))


def test_the_owner_makes_houses_and_the_application_does_not(made):
    with psycopg.connect(text(made, "owner-database-url")) as owner:
        owner.execute("CREATE SCHEMA c_x")
        owner.execute("CREATE ROLE c_x NOLOGIN")
        owner.rollback()
    with (
        psycopg.connect(text(made, "database-url")) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("CREATE SCHEMA c_x")


def test_the_server_never_heard_a_password(made, bare):
    with psycopg.connect(bare.url()) as superuser:
        kept = superuser.execute(
            "SELECT rolname, rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL"
        ).fetchall()

    assert sorted(name for name, _proof in kept) == ["agora_app", "agora_owner"]
    assert all(proof.startswith("SCRAM-SHA-256$") for _name, proof in kept)


def test_copies_need_a_superuser_and_the_refusal_is_one_line(made, bare, monkeypatch, capsys):
    monkeypatch.setenv("AGORA_ADMIN_DATABASE_URL", bare.url(user=ADMIN))
    refused = roles.roles(["--secrets", str(made), "--replication"])
    said = capsys.readouterr().err

    monkeypatch.setenv("AGORA_ADMIN_DATABASE_URL", bare.url())
    allowed = roles.roles(["--secrets", str(made), "--replication"])

    assert (refused, allowed) == (1, 0)
    assert said.startswith("agora roles: ")
    assert said.count("\n") == 1
    assert text(made, "owner-database-url").split(":")[2].split("@")[0] not in said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"database-url": None}, "agora secrets"),
        ({"database-url": "postgresql://agora_owner:x@db/agora"}, "login agora_app"),
        ({"database-url": "postgresql://agora_app:x@db/other"}, "same database"),
    ],
)
def test_addresses_that_would_mix_the_logins_are_refused(tmp_path, changed, words):
    write(tmp_path, address("db", "", 5432, "agora"))
    for name, value in changed.items():
        (tmp_path / name).unlink()
        if value:
            (tmp_path / name).write_text(value)

    with pytest.raises(ImproperlyConfigured, match=words):
        roles.read(tmp_path)


def test_who_measures_enters_by_the_socket_and_reads_no_table_of_ours(made, bare, monkeypatch):
    monkeypatch.setenv("AGORA_ADMIN_DATABASE_URL", bare.url())
    for _twice in range(2):
        assert roles.roles(["--secrets", str(made), "--watch", "gauge"]) == 0

    with psycopg.connect(bare.url(user="gauge")) as link:
        member = link.execute("SELECT pg_has_role('gauge', 'pg_monitor', 'MEMBER')").fetchone()
    assert member == (True,)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(bare.url(user="gauge", dbname="agora"))


@pytest.mark.parametrize("login", ["postgres", "agora_app", "agora_owner"])
def test_who_measures_does_nothing_else(made, login):
    with pytest.raises(ImproperlyConfigured, match="--watch"):
        roles.roles(["--secrets", str(made), "--watch", login])
