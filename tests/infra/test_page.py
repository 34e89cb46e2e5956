"""From an empty Debian to a first city: every command of the page is tried, or says why not."""

import http.client
import re
import shutil
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from agora.cli import PROCESSES
from tests.infra import page, units
from tests.infra.debian import Machine
from tests.infra.programs import TOP

ALONE = page.commands(containers=False)
CONTAINED = page.commands(containers=True)
UNIT = re.compile(r"\bagora(?!-\.)[-\w]*(?:@\w+)?\.(?:service|timer|target)\b")


def test_no_command_was_forgotten():
    assert len(ALONE) > 40
    assert [command for command in ALONE if not page.fate(command)] == []


def test_every_reason_is_still_needed():
    assert [
        sign for sign in page.NOT_TRIED if not any(re.match(sign, command) for command in ALONE)
    ] == []


def test_what_the_page_copies_and_names_exists():
    text = page.PAGE.read_text()
    copied = re.findall(r"(?:/srv/agora/|\s)(infra/[\w./@-]+[\w])", "\n".join(ALONE))
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)

    assert [name for name in copied if not (TOP / name).exists()] == []
    assert [link for link in links if not (page.PAGE.parent / link).exists()] == []


def test_every_unit_named_is_one_of_ours():
    named = {unit for command in ALONE for unit in UNIT.findall(command)}
    there = {path.name for path in units.UNITS.iterdir()}

    assert len(named) > 8
    assert {re.sub(r"@\w+", "@", unit) for unit in named} - there == set()


def test_every_verb_named_is_one_of_ours():
    """Of `agora`, through the wrapper of the owner and in the containers."""
    verbs = re.findall(
        r"(?:bin/agora|agora-owner|agora:local|rm release) ([a-z]+)",
        "\n".join([*ALONE, *CONTAINED]),
    )

    assert {"secrets", "roles", "operator", "city", "backup"} <= set(verbs)
    assert set(verbs) - {*PROCESSES, "operator", "city", "release"} == set()


@pytest.fixture
def machine():
    root = Path(tempfile.mkdtemp(prefix="agora-debian-"))
    root.chmod(0o755)
    machine = Machine(root)
    yield machine
    machine.close()
    shutil.rmtree(root, ignore_errors=True)


def ask(door, host):
    link = http.client.HTTPConnection(*door.split(":"), timeout=30)
    with closing(link):
        link.request("GET", "/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        answer = link.getresponse()
        return answer.status, answer.read().decode()


def follow(machine, command):
    """Do what the page says, or what systemd would do for it."""
    if page.fate(command) == "tried":
        return machine.run(command)
    if command.startswith("git clone"):
        return machine.clone(command.split()[-1])
    if "postgresql@15-main" in command:
        return machine.start_server() if machine.server is None else None
    if command.startswith("agora-owner "):
        words = subprocess.run(
            ["/bin/bash", "-c", f"printf '%s\\n' {command.partition(' ')[2]}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        return machine.oneshot("agora-ops", *words)
    if "agora-release" in command:
        return machine.oneshot("agora-release")
    named = UNIT.findall(command)
    if "agora.target" in named:
        named = re.findall(r"agora-\S+\.service", (units.UNITS / "agora.target").read_text())
    for unit in named:
        machine.restart(unit.removesuffix(".service"))
    return ""


@pytest.mark.fuzz
def test_the_page_leads_to_a_city_that_answers_is_upgraded_and_taken_back(machine):
    said = {}
    for command in ALONE:
        if page.fate(command) == "left" or command.startswith("systemctl start postgresql"):
            continue
        said[command] = follow(machine, command)
        if command == "agora-owner city list":
            door = machine.doors["agora-web@1"]["AGORA_BIND"]
            status, text = ask(door, "villeneuve.participer.example")
            assert (status, "Villeneuve" in text) == (200, True)
            assert ask(door, "inconnue.participer.example")[0] == 404

    link = said["agora-owner operator vous@participer.example"].split()[-1]
    assert link.startswith("https://console.participer.example/")
    assert "Villeneuve" in said["agora-owner city list"]
    for unit in ("agora-web@1", "agora-web@2"):  # after the upgrade, and the way back
        door = machine.doors[unit]["AGORA_BIND"]
        assert ask(door, "villeneuve.participer.example")[0] == 200
    assert (machine.root / "opt/agora").resolve().name == "agora-1"
