"""Guard 12: every kind of process registers the same things, and no registry stays empty."""

import json
import subprocess
import sys

import pytest

from agora.registry import Registry

PROGRAM = """
import gc, json
{start}
gc.unfreeze()  # a web process hides from the collector what it has loaded
from agora.registry import Registry
found = {{one.name: sorted(one) for one in gc.get_objects() if type(one) is Registry}}
print(json.dumps(found))
"""
STARTS = {
    "command": "import django; django.setup()",
    "web": "import agora.conf.wsgi",
    "worker": "import django; django.setup(); import agora.jobs.procrastinated",
}


@pytest.fixture(scope="module")
def registered():
    """What each kind of process registers, by name of registry."""
    found = {}
    for kind, start in STARTS.items():
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM.format(start=start)],
            capture_output=True,
            text=True,
            check=True,
        )
        found[kind] = json.loads(done.stdout)
    return found


# Filled as modules are read (the actions a page needs, the tasks a worker runs), not by hooks.
LATE = {"tasks", "verbs"}


def comparable(found):
    return {name: keys for name, keys in found.items() if name not in LATE}


def test_every_process_registers_the_same(registered):
    command = comparable(registered["command"])

    assert comparable(registered["web"]) == command
    assert comparable(registered["worker"]) == command


def empty(found):
    return sorted(name for name, keys in found.items() if not keys)


def test_no_registry_stays_empty(registered):
    assert empty(comparable(registered["command"])) == []


def test_an_empty_registry_is_found():
    assert empty({"full": ["a"], "hollow": list(Registry("hollow"))}) == ["hollow"]
