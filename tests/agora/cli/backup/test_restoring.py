"""A city wrongly emptied comes back as it was a moment before, rights and roles with it."""

import http.client
import os
import signal
import subprocess
import threading
import time
from datetime import datetime

import psycopg
import pytest

from agora.devdb import MAJOR, leashed, let_go
from tests.agora.cli.backup.conftest import MONTCLAIR, VILLENEUVE, add, names
from tests.harness import cluster
from tests.harness.ports import free_port

FULL = os.environ.get("AGORA_FUZZ") == "full"


class Load:
    """Rows written to both cities without a break, until told to stop."""

    def __init__(self, house):
        self.house, self.stop = house, threading.Event()
        self.thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()

    def _write(self):
        number = 0
        with self.house.admin() as admin:
            while not self.stop.wait(0.001):
                number += 1
                add(admin, VILLENEUVE, f"charge {number}")
                add(admin, MONTCLAIR, f"charge {number}")


def clock(house):
    """The server's own time."""
    with house.admin() as admin:
        return admin.execute("SELECT clock_timestamp()").fetchone()[0]


@pytest.fixture(scope="module")
def mistake(house):
    """A base made under load, then work, a mistake, and work after it; the moment before it."""
    with house.admin() as admin:
        add(admin, VILLENEUVE, "avant la copie")
    with Load(house):
        said = house.backup("base")
        time.sleep(30 if FULL else 0.5)
    with house.admin() as admin:
        for number in range(50):
            add(admin, VILLENEUVE, f"après la copie {number}")
        before = names(admin, VILLENEUVE), names(admin, MONTCLAIR)
    moment = clock(house)
    time.sleep(0.05)
    with house.admin() as admin:
        admin.execute(f"DELETE FROM {VILLENEUVE}.files_storedfile")
        add(admin, MONTCLAIR, "après la faute")
    house.archived()
    assert said.startswith("base: ")
    return moment, before


def test_a_city_emptied_by_mistake_is_back_with_its_rights(house, mistake, tmp_path):
    moment, before = mistake
    said = house.backup("restore", "--to", str(tmp_path / "data"), "--at", moment.isoformat())

    assert f"Start PostgreSQL {MAJOR} on it" in said
    assert "Careful" not in said
    with house.copy(tmp_path / "data") as params:
        with _opened(params) as copy:
            assert (names(copy, VILLENEUVE), names(copy, MONTCLAIR)) == before
            assert "avant la copie" in names(copy, VILLENEUVE)
            copy.execute(f"SET ROLE {VILLENEUVE}")
            assert names(copy, VILLENEUVE) == before[0]
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                names(copy, MONTCLAIR)
        assert _ready(house, params)


@pytest.mark.fuzz
def test_without_a_moment_the_journal_is_replayed_to_its_end(house, mistake, tmp_path):
    house.backup("restore", "--to", str(tmp_path / "data"))

    with house.copy(tmp_path / "data") as params, _opened(params) as copy:
        assert names(copy, VILLENEUVE) == set()
        assert "après la faute" in names(copy, MONTCLAIR)


def test_a_folder_in_use_is_refused_and_left_alone(house, mistake, tmp_path):
    (tmp_path / "thèse.txt").write_text("à garder")
    done = house.agora("backup", "restore", "--to", str(tmp_path))

    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["thèse.txt"])
    assert "never overwrites" in done.stderr


def test_a_moment_before_every_base_is_refused(house, mistake, tmp_path):
    done = house.agora("backup", "restore", f"--to={tmp_path}/a", "--at=2020-01-01T00:00:00+00:00")

    assert (done.returncode, (tmp_path / "a").exists()) == (1, False)
    assert "no base backup before 2020" in done.stderr
    moment = house.agora("backup", "restore", f"--to={tmp_path}/a", "--at=2020-01-01T00:00:00")
    assert moment.returncode == 2  # whose midnight?


def _opened(params):
    """A connection once the journal was replayed."""
    limit = time.monotonic() + 60
    while True:
        copy = cluster.admin(params, cluster.BASE)
        if copy.execute("SELECT NOT pg_is_in_recovery()").fetchone()[0]:
            return copy
        copy.close()
        assert time.monotonic() < limit
        time.sleep(0.05)


def _ready(house, params):
    """`agora serve` on the copy says that it is ready."""
    doors = [free_port(), free_port()]
    env = house.environment | {
        "AGORA_DATABASE_URL": params.url(user="agora_app", dbname=cluster.BASE),
        "AGORA_BIND": f"127.0.0.1:{doors[0]}",
        "AGORA_INTERNAL_BIND": f"127.0.0.1:{doors[1]}",
        "AGORA_WEB_WORKERS": "1",
        "AGORA_GRACE": "2",
        "AGORA_STATIC_ROOT": str(house.folder),
    }
    command = [house.python, "-m", "agora.cli", "serve"]
    (house.folder / "data" / "files").mkdir(parents=True, exist_ok=True)
    child = leashed(command, stop=signal.SIGTERM, env=env, stdout=subprocess.DEVNULL)
    try:
        limit = time.monotonic() + 60
        while time.monotonic() < limit and child.poll() is None:
            door = http.client.HTTPConnection("127.0.0.1", doors[1], timeout=10)
            try:
                door.request("GET", "/-/ready")
                if door.getresponse().status == 200:
                    return True
            except OSError:
                time.sleep(0.1)
            finally:
                door.close()
        return False
    finally:
        let_go(child, patience=10)


def test_a_base_says_when_it_was_complete(house, mistake):
    rows = house.rows()

    assert [(kind, ok) for kind, ok, _note in rows] == [("base", True)]
    assert datetime.strptime(rows[0][2][:16], "%Y%m%dT%H%M%SZ")
