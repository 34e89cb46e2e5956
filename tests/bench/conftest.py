"""The two sites of the page benches, side by side on the session's PostgreSQL."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from agora.devdb import Params
from tests.bench.servers import ROOT, Site
from tests.harness import cluster

OURS, FLOOR = "agora_bench", "floor_bench"
STATIC = ROOT / "build" / "bench-static"


def run(module: str, *arguments: str, env: dict[str, str]) -> str:
    """Run one of our modules to its end; what it prints comes back."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="session")
def our_env(server: Params, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Our process as it is deployed, on a database of its own."""
    cluster.make_database(server, OURS)
    yield {
        "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
        "AGORA_DATABASE_URL": server.url(user=cluster.LOGIN, dbname=OURS),
        "AGORA_DATABASE_POOL": "8",
        "AGORA_DATA_DIR": str(tmp_path_factory.mktemp("files")),
        "AGORA_STATIC_ROOT": str(STATIC),
        "AGORA_SECRET_KEY": secrets.token_urlsafe(48),  # as a start demands
        "AGORA_HTTPS": "0",
        "AGORA_LOG_LEVEL": "ERROR",
    }
    with cluster.admin(server) as admin:
        admin.execute(f"DROP DATABASE {OURS} WITH (FORCE)")


@pytest.fixture(scope="session")
def facts(our_env: dict[str, str]) -> dict[str, Any]:
    """Where things are in the city that was filled."""
    run("agora.cli", "collectstatic", "--noinput", "-v0", "-i", "rest_framework", env=our_env)
    return json.loads(run("tests.bench.fill", env=our_env).splitlines()[-1])


@pytest.fixture(scope="session")
def floor(server: Params, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Plain Django, serving its one page."""
    with cluster.admin(server) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {FLOOR} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {FLOOR}")
    env = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.floor.settings",
        "FLOOR_DATABASE_URL": server.url(dbname=FLOOR),
    }
    run("tests.bench.floor.fill", env=env)
    log = tmp_path_factory.mktemp("floor") / "log"
    site = Site("django.core.wsgi:get_wsgi_application()", "floor.localhost", env, log)
    with site.running():
        yield site
    with cluster.admin(server) as admin:
        admin.execute(f"DROP DATABASE {FLOOR} WITH (FORCE)")


@pytest.fixture(scope="session")
def ours(
    our_env: dict[str, str], facts: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Our site, serving the city that was filled."""
    log = tmp_path_factory.mktemp("ours") / "log"
    site = Site("tests.bench.counted:application", facts["host"], our_env, log)
    with site.running():
        yield site
