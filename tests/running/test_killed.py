"""Processes killed under load: nothing of what was acknowledged is lost, doubled or elsewhere."""

import itertools
import os
import random
import time

import pytest

from tests.running.load import Crowd
from tests.running.oracles import Death, letters, misplaced, unexcused, unfinished
from tests.running.processes import environment, eventually, run
from tests.running.stage import Stage

pytestmark = pytest.mark.slow
FULL = os.environ.get("AGORA_FUZZ") == "full"
SECONDS = 120 if FULL else 12
PACE = 3.0 if FULL else 1.5
SEED = int(os.environ.get("AGORA_FUZZ_SEED", "20261128"))


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("killed")) as stage:
        yield stage


def wreck(stage, seconds, chance):
    """Kill one process after the other, and start it again; say which web server died when."""
    deaths = []
    until = time.monotonic() + seconds
    for name in itertools.cycle(["web0", "worker1", "web1", "worker0", "web0", "clock", "web1"]):
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
            deaths.append(Death(victim.door, time.monotonic()))
            victim.kill_one()
            time.sleep(PACE)
            continue
        else:
            deaths.append(Death(victim.door, time.monotonic()))
            victim.kill()
        time.sleep(0.3)
        victim.start()
        time.sleep(PACE)
    return deaths


def test_nothing_acknowledged_is_lost_doubled_or_shown_elsewhere(stage, figure):
    chance = random.Random(SEED)
    with Crowd(stage.edge_port, stage.facts, seed=SEED) as crowd:
        time.sleep(1)
        deaths = wreck(stage, SECONDS, chance)
        time.sleep(1)
    book = crowd.book
    for process in stage.processes.values():
        process.wait()
    rescue(stage)
    eventually(lambda: unfinished(stage) == [], 60)

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
    # A worker killed between the server's « 250 » and its own note sends the same letter again.
    assert sum(got.values()) - len(got) <= sum(not death.door for death in deaths)


def rescue(stage):
    """What the clock queues each minute, at once: jobs of the dead are taken up again."""
    run(env=environment(**stage.common("agora_app")), module="tests.running.rescue")
