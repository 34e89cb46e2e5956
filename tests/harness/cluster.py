"""The database of a test session: a copy of a prepared server, one database for each worker.

Preparing (migrations, template, two cities) takes half a minute and is kept below `build/testdb/`
under a hash of all it depends on; a session copies it, starts it, and forgets it at its end.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from filelock import FileLock

from agora.devdb import MAJOR, Params, Server

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "testdb"
BASE = "agora_base"
LOGIN = "agora_test"
SOURCES = (
    "*/migrations/*.py",
    "participation/*/migrations/*.py",
    "platform/agora/*/migrations/*.py",
    "platform/agora/context/roles.py",
    "platform/agora/jobs/sql/*.sql",
    "*/sql/*.sql",
    "platform/agora/conf/settings.py",
    "tenants/*.py",
    "tenants/models/*.py",
    "tenants/disclosure/*.py",
    "participation/sharing/*.py",
    "tests/harness/[b-c]*.py",
    "requirements.lock",
)


def sources() -> Iterator[Path]:
    """Every file the prepared server depends on."""
    for pattern in SOURCES:
        yield from sorted(ROOT.glob(pattern))


def mark() -> str:
    """Name the prepared server of this very code."""
    total = hashlib.sha256(str(MAJOR).encode())
    for path in sources():
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def prepared() -> Path:
    """Return the data of the prepared server, made if this code has none yet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / mark()
    with FileLock(KEPT / "lock"):
        if not (folder / "ready").exists():
            _forget_old()
            _forget(folder)
            folder.mkdir()
            command = [sys.executable, "-m", "tests.harness.build", str(folder)]
            path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, check=False
            )
            if done.returncode:
                _forget(folder)
                raise RuntimeError("the test database cannot be prepared: see above")
            (folder / "ready").touch()
        os.utime(folder)
    return Server(folder).data


def _forget_old(keep: int = 3) -> None:
    folders = sorted(
        (path for path in KEPT.iterdir() if path.is_dir() and not path.name.startswith("run-")),
        key=lambda path: path.stat().st_mtime,
    )
    for folder in folders[: -keep or None]:
        _forget(folder)


def _forget_dead() -> None:
    """Drop the copies of sessions that were killed."""
    for folder in KEPT.glob("run-*"):
        try:
            os.kill(int(folder.name.removeprefix("run-")), 0)
        except ProcessLookupError:
            _forget(folder)
        except PermissionError:
            continue  # alive, and somebody else's


def _forget(folder: Path) -> None:
    server = Server(folder)
    server.destroy()
    for left in (server.data.parent, folder):
        shutil.rmtree(left, ignore_errors=True)


class Session:
    """The running server of one test session."""

    def __init__(self) -> None:
        self.folder = KEPT / f"run-{os.getpid()}"
        self.server = Server(self.folder, throwaway=True)

    def start(self) -> Params:
        """Copy the prepared server and start the copy."""
        base = prepared()
        _forget_dead()
        self.folder.mkdir(exist_ok=True)
        self.server.data.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.server.data, ignore_errors=True)
        subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(self.server.data)], check=True)
        return self.server.start()

    def stop(self) -> None:
        """Stop and forget it."""
        self.server.stop()
        _forget(self.folder)


def admin(params: Params, dbname: str = "postgres") -> psycopg.Connection[Any]:
    """A superuser's connection: for the harness alone."""
    return psycopg.connect(
        host=params.host, port=params.port, user=params.user, dbname=dbname, autocommit=True
    )


def make_database(params: Params, name: str) -> None:
    """Create, or create again, a database like the prepared one."""
    with admin(params) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {BASE} STRATEGY FILE_COPY")
    close_database(params, name)


def close_database(params: Params, name: str) -> None:
    """Give a database to its owner; the rights on the database itself are not copied."""
    from agora.context.roles import prepare_database  # noqa: PLC0415  (needs Django's settings)

    with admin(params, name) as connection:
        prepare_database(connection)
        connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {LOGIN}")
