"""Processes killed, then all of them replaced by the following release, under the same load."""

import itertools
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from agora import RELEASE
from agora.devdb import leashed, let_go
from tests.running.following import following
from tests.running.load import Crowd
from tests.running.oracles import Death, letters, misplaced, unexcused, unfinished
from tests.running.processes import environment, eventually, run, status
from tests.running.stage import Stage

pytestmark = pytest.mark.slow
FULL = os.environ.get("AGORA_FUZZ") == "full"
SECONDS = 120 if FULL else 12
PACE = 3.0 if FULL else 1.5
SEED = int(os.environ.get("AGORA_FUZZ_SEED", "20261128"))
EDGE_LOOKS = 2.5  # seconds within which the edge has seen that a door opened
SETTLED = 180  # seconds until all jobs are done, where each look may start a whole Django
JOBS = 4  # what a worker does at the same time, unless told: `agora work --concurrency`


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("load")) as stage:
        yield stage


# --- Killed --------------------------------------------------------------------------------------
def wreck(stage, seconds, chance):
    """Kill one process after the other, and start it again; say which one died when."""
    deaths = []
    until = time.monotonic() + seconds
    webs = [name for name, process in stage.processes.items() if process.door]
    others = [name for name in stage.processes if name not in webs]
    turns = [webs[0], others[1], webs[1], others[0], webs[0], others[2], webs[1]]
    for name in itertools.cycle(turns):
        if time.monotonic() > until:
            return deaths
        victim = stage.processes[name]
        if victim.door:
            for other in stage.processes.values():
                other.wait()
        how = chance.choice(["kill", "kill", "part", "stop"])
        if how == "stop":
            assert victim.stop() in (0, -15), victim.words()
        elif how == "part" and victim.door:
            deaths.append(dead(name, victim, victim.kill_one))
            time.sleep(PACE)
            continue
        else:
            deaths.append(dead(name, victim, victim.kill))
        time.sleep(0.3)
        victim.start()
        time.sleep(PACE)
    return deaths


def dead(name, victim, kill):
    """Kill it, and say between which moments that was."""
    at = time.monotonic()
    kill()
    return Death(name, victim.door, at, time.monotonic())


def test_nothing_acknowledged_is_lost_doubled_or_shown_elsewhere(stage, figure):
    chance = random.Random(SEED)
    with Crowd(stage.edge_port, stage.facts, seed=SEED) as crowd:
        time.sleep(1)
        deaths = wreck(stage, SECONDS, chance)
        time.sleep(1)
    book = crowd.book
    for process in stage.processes.values():
        process.wait()
    eventually(lambda: settled(stage), SETTLED)

    told = (len(book.asked), len(book.failures()), len(book.written), len(deaths))
    for what, value in zip(("requests", "failures", "writes", "deaths"), told, strict=True):
        figure(f"killed: {what}", value, "", "", ok=True)
    assert deaths, "nobody was killed"
    assert any(one.acknowledged for one in book.written)
    assert book.leaks[:5] == []
    assert book.odd[:5] == []
    assert misplaced(stage, book)[:5] == []
    assert unexcused(book, deaths)[:5] == [], deaths
    wrote, got = letters(stage)
    assert wrote == set(got), "a letter is missing, or from nowhere"
    # A worker killed between the server's « 250 » and its own note sends the same letter again:
    # each of those it had in hand, one for each job.
    killed = sum(death.name.startswith("worker") for death in deaths)
    assert sum(got.values()) - len(got) <= JOBS * killed


def settled(stage):
    """True once all jobs are done; whoever died last is missed only some seconds later.

    What the clock queues each minute is done at once: jobs of the dead are taken up again.
    """
    run(env=environment(**stage.common("agora_app")), module="tests.running.rescue")
    return unfinished(stage) == []


# --- Released -------------------------------------------------------------------------------------
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
    try:
        eventually(lambda: columns(stage) != before or child.poll() is not None, 120)
        assert child.poll() is None, log.read_text()[-3000:]
    finally:
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
        eventually(lambda: migrated(stage, number), SETTLED)
        time.sleep(0.5)
    return crowd.book


def repeated(stage):
    """Letters that came more than once."""
    return {number for number, times in letters(stage)[1].items() if times > 1}


def test_nobody_notices_a_release_nor_the_next(stage, tmp_path, figure):
    """In the first the cities wait for a worker; in the second the command brings them along."""
    for number, options in [(RELEASE + 1, ["--first"]), (RELEASE + 2, [])][: 2 if FULL else 1]:
        twice = repeated(stage)
        book = one_release(stage, tmp_path, number, options)
        eventually(lambda: unfinished(stage) == [], SETTLED)

        for what, value in (("requests", book.asked), ("writes", book.written)):
            figure(f"released {number}: {what}", len(value), "", "", ok=True)
        assert book.failures()[:5] == []
        assert (book.leaks[:5], book.odd[:5]) == ([], [])
        assert misplaced(stage, book)[:5] == []
        wrote, got = letters(stage)
        assert wrote == set(got)
        assert repeated(stage) == twice
        assert stage.ask("SELECT max(number) FROM tenants_release") == [(number,)]
        assert len(stage.ask("SELECT DISTINCT fingerprint FROM tenants_city")) == 1
        assert all(status(one.port, "/-/ready") == 200 for one in stage.processes.values())
