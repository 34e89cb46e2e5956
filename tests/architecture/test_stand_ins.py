"""Guard: a test never replaces what the whole process shares (`tests/harness/stand_ins.py`)."""

import ast
import sys

import pytest

from tests.architecture.sources import TOP, calls, dotted

# Who may, and why.
ALLOWED = {
    ("tests/agora/cli/test_init.py", "os"): "a copy, so that what the verbs write in it is undone",
}


def shared(module):
    """The standard modules in which a test sets a name."""
    found = set()
    for call, name in calls(module):
        if name.rpartition(".")[2] != "setattr" or not call.args:
            continue
        first = call.args[0]
        named = first.value.rpartition(".")[0] if isinstance(first, ast.Constant) else dotted(first)
        last = named.rpartition(".")[2]
        if last in sys.stdlib_module_names:
            found.add(last)
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
    ],
)
def test_each_way_to_do_it_is_seen(line):
    assert shared(ast.parse(line))


def test_a_name_of_one_module_is_free():
    assert not shared(ast.parse("monkeypatch.setattr(opening, 'time', stand_in)"))
