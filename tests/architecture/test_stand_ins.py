"""Guard: a test never replaces what the whole process shares (`tests/harness/stand_ins.py`)."""

import ast
import sys

import pytest

from tests.architecture.sources import TOP, calls, dotted

# Not standard, and shared all the same: what one test sets there, every thread finds.
LIBRARIES = {"boto3", "psycopg", "sentry_sdk", "stripe"}
# Who may, and why.
ALLOWED = {
    ("tests/fakestripe/fixtures.py", "stripe"): "two rests of its client, while a fake answers it",
    ("tests/agora/cli/test_init.py", "os"): "a copy, so that what the verbs write in it is undone",
}


def shared(module):
    """The shared modules in which a test sets a name; of a library, in its classes too."""
    found = set()
    for call, name in calls(module):
        if name.rpartition(".")[2] != "setattr" or not call.args:
            continue
        first = call.args[0]
        named = first.value.rpartition(".")[0] if isinstance(first, ast.Constant) else dotted(first)
        parts = named.split(".")
        found |= {*parts[-1:]} & sys.stdlib_module_names
        found |= {*parts} & LIBRARIES
    return found


def test_what_all_threads_share_stays_as_it_is():
    found = {
        (str(path.relative_to(TOP)), name)
        for path in sorted((TOP / "tests").rglob("*.py"))
        for name in shared(ast.parse(path.read_text(encoding="utf-8")))
    }

    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "line",
    [
        "monkeypatch.setattr(opening.time, 'sleep', wait)",
        "monkeypatch.setattr(time, 'sleep', wait)",
        "monkeypatch.setattr('time.sleep', wait)",
        "setattr(os, 'environ', {})",
        "monkeypatch.setattr(probe.psycopg, 'connect', answer)",
        "monkeypatch.setattr('boto3.session.Session', fake)",
        "monkeypatch.setattr(stripe.HTTPClient, 'MAX_DELAY', 0)",
    ],
)
def test_each_way_to_do_it_is_seen(line):
    assert shared(ast.parse(line))


def test_a_name_of_one_module_is_free():
    assert not shared(ast.parse("monkeypatch.setattr(opening, 'time', stand_in)"))
    assert not shared(ast.parse("monkeypatch.setattr(probe, 'psycopg', stand_in)"))
