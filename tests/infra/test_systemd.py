"""The units of a single server: what they start, what they may do, whom they are."""

import pytest

from agora.jobs.registries import QUEUES
from tests.infra import units
from tests.infra.stage import try_all, variables_read
from tests.infra.units import SERVING

OWNERS = ("agora-ops", "agora-release", "agora-backup", "agora-prove")
ALL = (*SERVING, *OWNERS[1:])
CAGE = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictNamespaces": "yes",
    "CapabilityBoundingSet": "",
    "Slice": "agora.slice",
    "UMask": "0007",
}


def test_the_processes_of_the_units_start_pass_their_probes_and_stop(room):
    """One of each kind; the second web server and the heavy worker differ by a word."""
    tried = ("agora-web@1", "agora-worker@everyday", "agora-ops", "agora-scheduler")

    ended = try_all([units.workload(unit) for unit in tried], room)

    assert ended == dict.fromkeys(tried, 0)


@pytest.mark.parametrize("unit", ALL)
def test_every_unit_stands_in_the_cage(unit):
    assert {key: units.values(unit, key)[-1] for key in CAGE} == CAGE
    assert units.values(unit, "SystemCallFilter")[0] == "@system-service"
    assert units.values(unit, "MemoryMax") != []


@pytest.mark.parametrize("unit", ALL)
def test_the_owners_login_is_given_to_few_and_to_another_user(unit):
    sources = [value.partition(":")[2] for value in units.values(unit, "LoadCredential")]
    owner = "/etc/agora/secrets/owner-database-url" in sources

    assert owner == (unit in OWNERS)
    assert ("/etc/agora/secrets/database-url" in sources) != owner
    assert units.values(unit, "User") == ["agora-owner" if owner else "agora"]


@pytest.mark.parametrize("unit", SERVING)
def test_a_wrong_setting_is_not_started_again_and_a_stop_leaves_time(unit):
    assert units.values(unit, "Restart") == ["always"]
    assert units.values(unit, "RestartPreventExitStatus") == ["78"]
    assert int(units.values(unit, "TimeoutStopSec")[0]) > 30


@pytest.mark.parametrize("unit", ALL)
def test_every_variable_is_one_that_a_process_reads(unit):
    environment = units.workload(unit).environment
    ours = {name for name in environment if name.startswith("AGORA_")}

    assert {name.removesuffix("_FILE") for name in ours} - variables_read() == set()


def test_the_queues_of_the_workers_are_all_the_queues_and_each_once():
    served = []
    for unit in ("agora-worker@everyday", "agora-worker@heavy", "agora-ops"):
        words = units.workload(unit).words
        served += words[words.index("--queues") + 1].split(",")

    assert sorted(served) == sorted(QUEUES)


def test_the_target_wants_every_process_that_goes_on():
    wanted = (units.UNITS / "agora.target").read_text()

    assert [unit for unit in SERVING if f"{unit}.service" not in wanted] == []


def test_the_edge_is_told_the_doors_of_the_web_units():
    edge = (units.UNITS / "caddy.conf").read_text()
    doors = [units.workload(unit).environment for unit in ("agora-web@1", "agora-web@2")]

    assert f'AGORA_UPSTREAMS={" ".join(door["AGORA_BIND"] for door in doors)}"' in edge
    assert f'AGORA_ASK={" ".join(door["AGORA_INTERNAL_BIND"] for door in doors)}"' in edge
