"""A server of our own with two cities, that archives its journal: each module has a fresh one."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from agora.conf.backups import Target
from agora.devdb import MAJOR, Server, _installation
from tests.harness import cluster

VILLENEUVE, MONTCLAIR = "t_villeneuve00", "t_montclair000"
PACKAGES = Path(psycopg.__file__).parents[1]
ROW = """
    INSERT INTO {}.files_storedfile (uid, kind, name, extension, content_type, size, sha256,
        variants, alt, owner_label)
    VALUES (gen_random_uuid(), 'document', %s, 'pdf', 'application/pdf', 1, 'x', '[]', '', '')"""


def interpreter() -> str:
    """A Python that the server's user can run too: as root ours may lie in root's own folder."""
    for path in (sys.executable, "/usr/bin/python3"):
        real = Path(path).resolve()
        if os.geteuid() != 0 or all(one.stat().st_mode & 1 for one in [real, *real.parents]):
            found = subprocess.run([path, "-VV"], capture_output=True, text=True, check=False)
            if found.stdout.startswith(f"Python 3.{sys.version_info.minor}."):
                return path
    pytest.skip("the user of the server can run no Python of this version")


class House:
    """One server, the place of its backups, and the commands an operator types."""

    def __init__(self, folder: Path, *, major: int = MAJOR, programs: int = MAJOR) -> None:
        """`programs`: the major of the programs of PostgreSQL that the operator has."""
        self.folder = folder
        self.to = folder / "saved"
        self.server = Server(folder / "server", major=major)
        self.bin = _installation(programs, as_nobody=os.geteuid() == 0) / "bin"
        self.params = None
        self.python = interpreter()

    @property
    def environment(self) -> dict[str, str]:
        """What the environment of `agora backup` says."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{cluster.ROOT}:{cluster.ROOT / 'platform'}:{PACKAGES}",
            "AGORA_BACKUP_TO": str(self.to),
            "AGORA_POSTGRES_BIN": str(self.bin),
            "AGORA_DATABASE_URL": self.params.url(user="agora_owner", dbname=cluster.BASE),
            "AGORA_SECRET_KEY": "q7Wd2kZr9XvB4nLs0YtG6hJpM1cEfAuRxT5oKbQ3wNvDi8zH2yVlPgSe",
            "AGORA_HTTPS": "0",
            "AGORA_DATA_DIR": str(self.folder / "data"),
        }

    def start_bare(self) -> None:
        """A server of one city and one table, whatever its version."""
        self._open_folders()
        self.params = self.server.start()
        with cluster.admin(self.params) as admin:
            admin.execute("CREATE ROLE agora_owner LOGIN CREATEDB")
            admin.execute(f"CREATE DATABASE {cluster.BASE} OWNER agora_owner")
        with self.admin() as admin:
            admin.execute("SET ROLE agora_owner")
            admin.execute(f"CREATE SCHEMA {VILLENEUVE}")
            admin.execute(f"CREATE TABLE {VILLENEUVE}.files_storedfile (name text NOT NULL)")

    def start(self) -> None:
        """Copy the prepared server; let it archive through our own command."""
        self._open_folders()
        data = self.server.data
        data.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", str(cluster.prepared()), str(data)], check=True)
        path = f"{cluster.ROOT}:{cluster.ROOT / 'platform'}:{PACKAGES}"
        command = f"env PYTHONPATH={path} AGORA_BACKUP_TO={self.to} {self.python}"
        command += " -m agora.cli backup wal %p %f"
        with (data / "postgresql.auto.conf").open("a") as out:
            out.write(f"archive_mode = on\narchive_command = '{command}'\nfsync = off\n")
        self.params = self.server.start()
        with self.admin() as admin:
            admin.execute("ALTER ROLE agora_owner REPLICATION CREATEDB")
        cluster.close_database(self.params, cluster.BASE)

    def _open_folders(self) -> None:
        for place in (self.to, self.folder):  # the server may run as nobody
            place.mkdir(exist_ok=True)
            place.chmod(0o777)

    def admin(self):
        """A superuser's connection."""
        return cluster.admin(self.params, cluster.BASE)

    def agora(self, *words, **environment):
        """Run a verb to its end."""
        return subprocess.run(
            [self.python, "-m", "agora.cli", *words],
            env=self.environment | environment,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    def backup(self, *words, **environment):
        """Run `agora backup` and expect success."""
        done = self.agora("backup", *words, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def archived(self) -> None:
        """Close the segment that is written, and wait until all of them are kept."""
        with self.admin() as admin:
            admin.execute("SELECT pg_logical_emit_message(true, 'test', 'something to switch for')")
            last = admin.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()[0]
        limit = time.monotonic() + 60
        while not (self.to / "wal" / f"{last}.gz").exists():
            said = self.server.log.read_text()[-600:]
            assert time.monotonic() < limit, f"the journal does not leave: {said}"
            time.sleep(0.05)

    def rows(self):
        """Rows of the journal of backups, oldest first."""
        with self.admin() as admin:
            return admin.execute("SELECT kind, ok, note FROM tenants_backup ORDER BY id").fetchall()

    @contextmanager
    def copy(self, data: Path):
        """Start a server on a restored folder, as the operator would; yield a connection."""
        server = Server(data.parent / "started")
        shutil.rmtree(server.data, ignore_errors=True)
        server.data.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(data, server.data)
        if server.as_nobody:
            subprocess.run(["chown", "-R", "nobody:", str(server.data)], check=True)
        with (server.data / "postgresql.auto.conf").open("a") as out:
            out.write("archive_mode = off\nfsync = off\n")
        try:
            params = server.start()
            yield params
        finally:
            server.destroy()


def add(connection, schema: str, name: str) -> None:
    """Add a row to a city."""
    connection.execute(ROW.format(schema), [name])


def names(connection, schema: str) -> set[str]:
    """What is in it."""
    return {row[0] for row in connection.execute(f"SELECT name FROM {schema}.files_storedfile")}


@contextmanager
def opened(start=House.start, **versions):
    """A house for the length of the block, started that way."""
    folder = Path(tempfile.mkdtemp(prefix="agora-backup-"))  # pytest's own is closed to others
    house = House(folder, **versions)
    try:
        start(house)
        yield house
    finally:
        house.server.destroy()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def house():
    """A server that works and archives."""
    with opened() as house:
        yield house


@pytest.fixture
def here(house, monkeypatch):
    """The same environment in this very process."""
    for name, value in house.environment.items():
        monkeypatch.setenv(name, value)
    return Target(folder=house.to)
