"""Guard 13: a task's name is an arrow too: it exists, and it points down or to its own slice."""

import ast
from pathlib import Path

from tests.architecture.sources import (
    ROOTS,
    calls,
    may_know,
    name_of,
    part_of,
    python_files,
    tree,
)


def first_text(call):
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def declared(files):
    """Task name -> the part that declares it, from the `@task("...")` of every module."""
    return {
        first_text(call): part_of(path)
        for path in files
        for call, name in calls(tree(path))
        if name == "task" and first_text(call)
    }


def asked(module):
    """Names given to `enqueue` and its kin, to `Periodic`, or as a reaction's job."""
    names = {"enqueue", "enqueue_once", "jobs.enqueue", "jobs.enqueue_once", "Periodic"}
    return [(call.lineno, first_text(call)) for call, name in calls(module) if name in names]


def wrong(path, known):
    """Jobs asked for that do not exist, or that a higher or sibling part declares."""
    part = part_of(path)
    schedule = path == Path(ROOTS["agora"], "jobs", "schedule.py")
    return [
        (line, name)
        for line, name in asked(tree(path))
        if name and (name not in known or not (schedule or may_know(part, known[name])))
    ]


def test_every_job_exists_and_points_down():
    known = declared(python_files())

    found = {name_of(path): wrong(path, known) for path in python_files()}

    assert known
    assert {path: names for path, names in found.items() if names} == {}


def test_an_unknown_and_an_upward_job_are_found(tmp_path, monkeypatch):
    monkeypatch.setitem(ROOTS, "agora", tmp_path)
    module = tmp_path / "files" / "actions.py"
    module.parent.mkdir()
    module.write_text("enqueue('files.own')\nenqueue('no.where')\nenqueue('up.there')\n")

    known = {"files.own": "agora.files", "up.there": "agora.accounts"}

    assert wrong(module, known) == [(2, "no.where"), (3, "up.there")]
