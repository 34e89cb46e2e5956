"""Faults planted in a real server, seen through the login a process would use."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections
from psycopg import sql

from agora import RELEASE
from agora.conf.refusal import Away, Refusal
from agora.conf.startup import database
from agora.context import facts, probe
from agora.context.roles import APP_LOGIN, OWNER, PLATFORM, STATES
from agora.devdb import SETTINGS, Server
from tests.harness.cluster import admin
from tests.infra.programs import program

KINDS = [("web", False), ("worker", False), ("worker", True), ("scheduler", False)]
KINDS.append(("release", True))
# Logins belong to the whole server, which other test processes share.
CREATED = f"agora_start_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def ask(kind="web", *, owner=False, connections=1):
    database.check(kind, owner=owner, connections=connections)


@pytest.fixture
def process(db, monkeypatch):
    """Be a process with this login (and, if told, at this place)."""

    def become(login, **place):
        for name, value in {"USER": login, **place}.items():
            monkeypatch.setitem(connections.settings["default"], name, value)

    become(APP_LOGIN)
    return become


@pytest.fixture
def do(server, db):
    """Run a statement as the administrator; what undoes it runs at the end."""
    undone = []

    def run(statement, *, undo=""):
        undone.append(undo)
        with admin(server, connections.settings["default"]["NAME"]) as link:
            name = sql.Identifier(link.info.dbname)
            link.execute(sql.SQL(statement).format(database=name))

    yield run
    for statement in reversed(undone):
        if statement:
            run(statement)


@pytest.fixture
def login(do, process):
    """Be a process whose login is like the application's, but for some attribute."""

    def make(attributes="NOINHERIT", roles=STATES):
        undo = f"DROP OWNED BY {CREATED}; DROP ROLE {CREATED}"
        do(f"CREATE ROLE {CREATED} LOGIN {attributes}", undo=undo)
        do(f"GRANT CONNECT ON DATABASE {{database}} TO {CREATED}")
        do(f"GRANT {', '.join(roles)} TO {CREATED}")
        process(CREATED)

    return make


# --- A healthy start ----------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "owner"), KINDS)
def test_a_healthy_database_passes(process, kind, owner):
    process(OWNER if owner else APP_LOGIN)

    ask(kind, owner=owner)


# --- Logins -------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["web", "worker", "scheduler"])
def test_the_login_of_the_owner_is_for_those_who_need_it(process, kind):
    process(OWNER)

    with pytest.raises(Refusal, match=r"^AGORA_DATABASE_URL: its login has CREATEROLE"):
        ask(kind)


@pytest.mark.parametrize("kind", ["worker", "release"])
def test_what_makes_tables_needs_the_login_of_the_owner(process, kind):
    with pytest.raises(Refusal, match=rf"cannot act as {OWNER}.*Use the login {OWNER}"):
        ask(kind, owner=True)


@pytest.mark.parametrize("power", ["SUPERUSER", "BYPASSRLS", "CREATEROLE", "CREATEDB"])
def test_a_login_beyond_the_walls_is_refused(login, power):
    login(f"NOINHERIT {power}")

    with pytest.raises(Refusal, match=rf"its login has .*{power}"):
        ask()


def test_the_owner_may_also_copy_the_server(login):
    login("NOINHERIT CREATEROLE REPLICATION", roles=(*STATES, OWNER))

    ask("release", owner=True)
    with pytest.raises(Refusal, match=r"CREATEROLE and REPLICATION"):
        ask("web")


def test_even_a_release_is_not_run_by_the_administrator(process):
    process("postgres")

    with pytest.raises(Refusal, match="SUPERUSER"):
        ask("release", owner=True)


def test_the_owner_may_take_copies_and_the_application_may_not(login, do):
    login("NOINHERIT CREATEROLE REPLICATION", roles=[*STATES, OWNER])

    ask("release", owner=True)
    with pytest.raises(Refusal, match="CREATEROLE and REPLICATION"):
        ask()


def test_a_login_that_cannot_enter_a_state_is_refused(login):
    login(roles=[state for state in STATES if state != PLATFORM])

    with pytest.raises(Refusal, match=rf"its login cannot act as {PLATFORM}"):
        ask()


def test_a_login_that_has_rights_without_asking_is_refused(login):
    login("INHERIT")

    with pytest.raises(Refusal, match=r"without acting as it.*NOINHERIT"):
        ask()


def test_a_login_that_may_become_the_owner_is_refused(login):
    login(roles=(*STATES, OWNER))

    with pytest.raises(Refusal, match=rf"may act as {OWNER}.*Use the login {APP_LOGIN}"):
        ask()


def test_an_owner_that_cannot_make_roles_is_refused(process):
    process(OWNER)
    found = facts.gather(probe.parameters())

    database._check_login("release", found, owner=True)
    with pytest.raises(Refusal, match="who creates the roles of cities"):
        database._check_login("release", replace(found, makes_roles=False), owner=True)


def test_temporary_tables_are_refused(process, do):
    do(
        "GRANT TEMPORARY ON DATABASE {database} TO PUBLIC",
        undo="REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    )

    with pytest.raises(Refusal, match=r"temporary tables.*REVOKE TEMPORARY"):
        ask()


# --- The server ---------------------------------------------------------------------------------
@pytest.mark.parametrize(("version", "fine"), [(140019, False), (150000, True), (180004, True)])
def test_a_database_too_old_is_refused(version, fine):
    found = facts.Facts(version, 256, 9, True, (), (), (), False, False, (), 1)

    if fine:
        database._check_server(replace(found, version=version), 1)
    else:
        with pytest.raises(Refusal, match=rf"PostgreSQL {version // 10000}. Use 15 or later"):
            database._check_server(replace(found, version=version), 1)


def test_more_connections_than_the_server_admits_are_refused(process):
    ask(connections=80)
    with pytest.raises(Refusal, match=r"may open 1000 connections, the server admits \d+\."):
        ask(connections=1000)


def test_a_login_with_few_connections_of_its_own_is_refused(login, do):
    login("NOINHERIT CONNECTION LIMIT 20")

    with pytest.raises(Refusal, match="the server admits 20"):
        ask(connections=21)


def test_too_few_locks_are_refused(process, monkeypatch, tmp_path):
    monkeypatch.setitem(SETTINGS, "max_locks_per_transaction", "64")
    server = Server(tmp_path / "few", throwaway=True)
    try:
        with server as params:
            process("postgres", HOST=params.host, NAME="postgres")
            with pytest.raises(Refusal, match=r"max_locks_per_transaction is 64. Set it to 256"):
                ask()
    finally:
        server.destroy()


# --- Releases -----------------------------------------------------------------------------------
@contextmanager
def installed(do, number):
    """Say that the database is at this release, for the length of the block."""
    table = "public.tenants_release"
    do(f"CREATE TABLE public.release_kept AS TABLE {table}; TRUNCATE {table}")
    try:
        if number is not None:
            do(f"INSERT INTO {table} (number, version, at) VALUES ({number}, 'x', now())")
        yield
    finally:
        do(f"TRUNCATE {table}; INSERT INTO {table} SELECT * FROM public.release_kept")
        do("DROP TABLE public.release_kept")


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        (RELEASE + 2, "Install the program of that release"),
        (RELEASE - 2 if RELEASE > 1 else None, "Run first: agora release"),
        (None, "no tables of ours yet. Run first: agora release"),
    ],
)
def test_a_database_this_code_does_not_know_is_refused(process, do, number, refused):
    with installed(do, number), pytest.raises(Refusal, match=refused):
        ask()


@pytest.mark.parametrize("number", [RELEASE - 1, RELEASE + 1])
def test_the_releases_beside_ours_are_served(process, do, number):
    with installed(do, number):
        ask()


def test_a_release_begins_on_an_empty_database_and_not_on_a_newer_one(process, do):
    process(OWNER)
    with installed(do, None):
        ask("release", owner=True)
    with installed(do, RELEASE + 2), pytest.raises(Refusal, match="Install the program"):
        ask("release", owner=True)


# --- Nobody, or somebody in between -------------------------------------------------------------
def test_without_a_database_there_is_nothing_to_start(process):
    process(APP_LOGIN, NAME="")

    with pytest.raises(Refusal, match=r"^AGORA_DATABASE_URL: is missing"):
        ask()


@pytest.mark.parametrize("where", [{"HOST": "/nowhere"}, {"HOST": "127.0.0.1", "PORT": "1"}])
def test_a_database_that_does_not_answer_is_away(process, where):
    process(APP_LOGIN, PASSWORD="canari", **where)

    with pytest.raises(Away, match=r"does not answer \([A-Z][a-z ]+\)\.$") as away:
        ask()

    assert "canari" not in str(away.value)


@pytest.mark.parametrize(
    "wrong", [{"NAME": "agora_nowhere"}, {"USER": "agora_nobody_at_all"}, {"NAME": "postgres"}]
)
def test_a_wrong_name_is_refused_at_once(process, wrong):
    process(wrong.pop("USER", APP_LOGIN), **wrong)

    with pytest.raises(Refusal, match=r"^AGORA_DATABASE_URL: "):
        ask()


@pytest.fixture
def pooler(server, process):
    """Be a process behind Debian's PgBouncer, in one mode or the other."""
    started = []
    home = Path(tempfile.mkdtemp(prefix="agora-pgbouncer-"))

    def start(mode, extra="ignore_startup_parameters = options"):
        binary = program("pgbouncer")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (home / "users").write_text(f'"{APP_LOGIN}" ""\n')
        user = "user = nobody" if os.geteuid() == 0 else ""  # it refuses to stay root
        (home / "ini").write_text(
            f"[databases]\n* = host={server.host} port={server.port}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = trust\nauth_file = {home}/users\npool_mode = {mode}\n{user}\n{extra}\n"
        )
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen([binary, home / "ini"], **quiet))
        deadline = time.monotonic() + 20
        while _closed(port):
            assert started[-1].poll() is None and time.monotonic() < deadline
            time.sleep(0.02)
        process(APP_LOGIN, HOST="127.0.0.1", PORT=str(port))

    yield start
    for child in started:
        child.terminate()
        child.wait(10)
    shutil.rmtree(home)


def _closed(port):
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) != 0


def test_a_pooler_that_mixes_connections_is_refused(pooler):
    pooler("transaction")

    with pytest.raises(Refusal, match=r"a pooler mixes connections.*pool_mode=session"):
        ask()


def test_a_pooler_by_session_is_fine_for_pages_but_loses_the_queue_s_role(pooler):
    pooler("session")

    ask("web")
    for kind in ("worker", "scheduler"):
        with pytest.raises(Refusal, match="Connect workers and scheduler to the server itself"):
            ask(kind)


def test_a_pooler_that_refuses_our_options_is_named(pooler):
    pooler("session", "")

    with pytest.raises(Refusal, match="the pooler refuses our options"):
        ask()
