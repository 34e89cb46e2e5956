"""Two databases: one that knows our tables, and that of the containers at its first start."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agora.devdb import Params, leashed, let_go
from tests.harness import cluster
from tests.harness.ports import free_port
from tests.infra.programs import TOP, program
from tests.infra.stage import Room

DATABASE = "agora_deployed"


@pytest.fixture(scope="module")
def room(server: Params, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room whose two logins reach a released database."""
    folder = tmp_path_factory.mktemp("room")
    name = f"{DATABASE}_{os.getpid()}_{folder.name}"
    cluster.make_database(server, name)
    urls = {
        "database-url": server.url(user="agora_app", dbname=name),
        "owner-database-url": server.url(user="agora_owner", dbname=name),
    }
    yield Room(folder, urls)
    with cluster.admin(server) as link:
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def database() -> Iterator[dict[str, Any]]:
    """Where the started server answers; it begins beside the ruins of a first start, killed."""
    root = Path(tempfile.mkdtemp(prefix="agora-start-"))
    root.chmod(0o755)
    files = root / "infra"
    shutil.copytree(TOP / "infra" / "postgres", files)
    (files / "pg_ident.conf").write_text(f"agora {getpass.getuser()} postgres\n")
    rules = (files / "pg_hba.conf").read_text()
    (files / "pg_hba.conf").write_text(rules.replace("nobody", getpass.getuser()))
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
        ready = [str(program("pg_isready")), "-q", "-h", str(root / "sockets"), "-p", str(port)]
        while subprocess.run(ready, check=False).returncode:  # it has a socket before it is ready
            assert child.poll() is None and time.monotonic() < until, (root / "log").read_text()
            time.sleep(0.1)
        yield {"host": str(root / "sockets"), "port": port, "user": "postgres"}
    finally:
        let_go(child)
        shutil.rmtree(root)
