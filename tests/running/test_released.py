"""A release under load, each process replaced in its turn: nobody notices."""

import os
import signal
import subprocess
import sys
import time

import pytest

from agora import RELEASE
from agora.devdb import leashed, let_go
from tests.running.following import following
from tests.running.load import Crowd
from tests.running.oracles import letters, misplaced, unfinished
from tests.running.processes import environment, eventually, run, status
from tests.running.stage import Stage

pytestmark = pytest.mark.slow
FULL = os.environ.get("AGORA_FUZZ") == "full"
EDGE_LOOKS = 2.5  # seconds within which the edge has seen that a door opened


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("released")) as stage:
        yield stage


def release(stage, *options):
    """`agora release` of the code of the day, to its end."""
    env = environment(**stage.common("agora_owner"))
    return run("release", "--spares", "0", *options, env=env)


def killed_release(stage, *options):
    """`agora release`, killed as soon as it has begun to change the tables."""
    before = columns(stage)
    log = stage.folder / "release.log"
    with log.open("wb") as said:
        child = leashed(
            [sys.executable, "-m", "agora.cli", "release", "--spares", "0", *options],
            stop=signal.SIGKILL,
            env=environment(**stage.common("agora_owner")),
            cwd="/",
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    eventually(lambda: columns(stage) != before or child.poll() is not None, 120)
    assert child.poll() is None, log.read_text()[-3000:]
    let_go(child)


def columns(stage):
    """The houses that have a column of a following release."""
    return stage.ask(
        "SELECT table_schema, column_name FROM information_schema.columns"
        " WHERE column_name LIKE 'following%' ORDER BY 1, 2"
    )


def replace(stage, name, newcomer):
    """Start the new one, wait until it is ready, tell the old one to stop."""
    newcomer.start()
    newcomer.wait()
    if newcomer.door:
        time.sleep(EDGE_LOOKS)
    old = stage.processes.pop(name)
    assert old.stop() == 0, old.words()
    return old.door


def replace_all(stage, number):
    """Each web server, then each worker, one at a time."""
    for name in [name for name, process in stage.processes.items() if process.door]:
        fresh = stage.add_web(f"{name}n{number}", AGORA_BIND=stage.spare_door)
        stage.spare_door = replace(stage, name, fresh)
    for name in [name for name in stage.processes if name.startswith(("worker", "clock"))]:
        if name.startswith("clock"):
            fresh = stage.add("schedule", f"{name}n{number}", "agora_app")
        else:
            fresh = stage.add_worker(f"{name}n{number}", first=name.startswith("worker0"))
        replace(stage, name, fresh)


def migrated(stage, number):
    """True once every city has the column of this release."""
    have = {schema for schema, column in columns(stage) if column == f"following_{number}"}
    return {city["schema"] for city in stage.facts.values()} <= have


def one_release(stage, tmp_path, number, options):
    stage.code = str(following(tmp_path / str(number), number=number))
    with Crowd(stage.edge_port, stage.facts, seed=number) as crowd:
        time.sleep(0.5)
        killed_release(stage, *options)
        release(stage, *options)
        if options:
            # The cities wait: nobody but a worker of the new code brings them along.
            assert not migrated(stage, number)
        replace_all(stage, number)
        stage.ask(
            "UPDATE procrastinate_jobs SET scheduled_at = now()"
            " WHERE task_name = 'tenants.migrate_fleet' AND status = 'todo' RETURNING id"
        )
        eventually(lambda: migrated(stage, number), 60)
        time.sleep(0.5)
    return crowd.book


@pytest.mark.parametrize(("number", "options"), [(RELEASE + 1, ["--first"]), (RELEASE + 2, [])])
def test_nobody_notices_a_release(stage, tmp_path, figure, number, options):
    if options == [] and not FULL:
        pytest.skip("the whole release at once: make fuzz")

    book = one_release(stage, tmp_path, number, options)
    eventually(lambda: unfinished(stage) == [], 60)

    for what, value in (("requests", book.asked), ("writes", book.written)):
        figure(f"released {number}: {what}", len(value), "", "", ok=True)
    assert book.failures()[:5] == []
    assert (book.leaks[:5], book.odd[:5]) == ([], [])
    assert misplaced(stage, book)[:5] == []
    wrote, got = letters(stage)
    assert (wrote, set(got.values())) == (set(got), {1})
    assert stage.ask("SELECT max(number) FROM tenants_release") == [(number,)]
    assert len(stage.ask("SELECT DISTINCT fingerprint FROM tenants_city")) == 1
    assert all(status(one.port, "/-/ready") == 200 for one in stage.processes.values())
