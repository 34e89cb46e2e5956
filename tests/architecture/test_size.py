"""Guards 9 and 10: small files, small functions, a test for every module; debts only shrink."""

import ast
import json
from pathlib import Path

from tests.architecture.sources import TOP, name_of, python_files, tree

DEBTS = Path(__file__).with_name("debts.json")
FILE_LINES, FUNCTION_LINES = 400, 60
# Nothing to test by itself: declarations that other tests, or the guards, go through.
PLAIN = {"__init__", "__main__", "apps", "urls", "registries", "models", "admin"}


def long_functions(module):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(module)
        if isinstance(node, kinds) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }


def mirrors(path):
    """Where the test of a module may stand: its own file, or its folder's."""
    inside = path.relative_to(TOP)
    if inside.parts[0] == "platform":
        inside = inside.relative_to("platform")
    folder = TOP / "tests" / inside.parent
    yield folder / f"test_{inside.stem.lstrip('_')}.py"
    yield folder.with_name(f"test_{folder.name}.py")


def untested(paths):
    return sorted(
        name_of(path)
        for path in paths
        if path.stem not in PLAIN
        and not {"models", "commands"} & set(path.parts[-2:-1])
        and not any(mirror.is_file() for mirror in mirrors(path))
    )


def debts():
    return json.loads(DEBTS.read_text(encoding="utf-8"))


def test_no_file_is_long():
    tests = [path for path in (TOP / "tests").rglob("*.py") if "migrations" not in path.parts]
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*python_files(), *tests]
    }

    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_long():
    found = {name_of(path): long_functions(tree(path)) for path in python_files()}

    assert {path: names for path, names in found.items() if names} == {}


def test_a_long_function_is_found():
    lines = "\n".join("    pass" for _ in range(FUNCTION_LINES))

    assert long_functions(ast.parse(f"def long():\n{lines}")) == {"long": FUNCTION_LINES + 1}


def test_every_module_has_its_test_or_an_old_debt():
    without, owed = untested(python_files()), debts()["untested"]

    assert sorted(set(without) - set(owed)) == [], "modules without a mirrored test"
    assert sorted(set(owed) - set(without)) == [], "paid: take them out of debts.json"


def test_a_module_without_test_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.architecture.test_size.TOP", tmp_path)
    module = tmp_path / "tenants" / "actions.py"
    module.parent.mkdir()
    module.touch()

    assert untested([module]) == ["actions.py"]
    (tmp_path / "tests" / "tenants").mkdir(parents=True)
    (tmp_path / "tests" / "tenants" / "test_actions.py").touch()
    assert untested([module]) == []
