"""The database of the containers: made at the first start, open to its administrator by socket."""

import getpass
import os
import pwd
import shutil
import signal
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from agora.devdb import leashed, let_go
from tests.harness.ports import free_port
from tests.infra.programs import TOP, program


@pytest.fixture(scope="module")
def database():
    """Where the started server answers; it begins beside the ruins of a first start, killed."""
    root = Path(tempfile.mkdtemp(prefix="agora-start-"))
    root.chmod(0o755)
    files = root / "infra"
    shutil.copytree(TOP / "infra" / "postgres", files)
    (files / "pg_ident.conf").write_text(f"agora {getpass.getuser()} postgres\n")
    settings = (files / "agora.conf").read_text()
    (files / "agora.conf").write_text(settings.replace("512MB", "32MB"))
    for name in ("data", "data/data.new", "sockets"):
        (root / name).mkdir()
    (root / "data/data.new/half").touch()
    someone = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        someone = {"user": "nobody"}
        for path in [root, *root.rglob("*")]:
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    port = free_port()
    with (root / "log").open("wb") as log:
        child = leashed(
            [str(files / "start"), "-c", "listen_addresses=127.0.0.1", "-c", f"port={port}"],
            stop=signal.SIGINT,
            env={
                "PATH": os.environ["PATH"],
                "AGORA_DATABASE_DIR": str(root / "data"),
                "AGORA_DATABASE_SOCKET": str(root / "sockets"),
                "AGORA_POSTGRES_BIN": str(program("postgres").parent),
            },
            stdout=log,
            stderr=log,
            cwd="/",
            **someone,
        )
    try:
        until = time.monotonic() + 60
        while not (root / "sockets" / f".s.PGSQL.{port}").exists():
            assert child.poll() is None and time.monotonic() < until, (root / "log").read_text()
            time.sleep(0.1)
        yield {"host": str(root / "sockets"), "port": port, "user": "postgres"}
    finally:
        let_go(child)
        shutil.rmtree(root)


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
