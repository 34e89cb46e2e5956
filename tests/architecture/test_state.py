"""Guard: a process remembers nothing another one would miss.

What it keeps is drawn from the code, or keyed by all that it shows, or forgotten within minutes;
each memory is named here with why. A line more is an argued choice.
"""

import ast

import pytest

from tests.architecture.sources import dotted, module_of, name_of, python_files, tree

LONGEST = 600  # seconds a copy may be shown after what it shows has changed

# Memories of a function. The code's: they change with a release, hence unbounded.
OF_THE_CODE = {
    "platform/agora/context/models.py:_left_out",
    "platform/agora/exports/machines.py:operations",
    "platform/agora/rules.py:facts_of",
    "platform/agora/ui/menu.py:_url",
    "platform/agora/ui/policy.py:usual_policy",
    "tenants/fingerprint.py:city_labels",
    "tenants/fingerprint.py:target",
    "tenants/fingerprint.py:checksum",
    "tenants/fingerprint.py:_on_disk",
    "participation/demo/actions.py:_hashed",
    "participation/pages/accessibility.py:_read",
    "participation/pages/editor.py:injected_style_hash",
    "platform/agora/cli/backup/programs.py:version",  # the machine's programs, in one command
}
# The settings': one entry a process.
OF_THE_SETTINGS = {
    "platform/agora/files/gateway.py:_bucket",
    "billing/gateway.py:_client",
    "tenants/disclosure/blueprints/signing.py:_keys",
}
# Those of a value: the same argument always gives the same answer, in whatever city; bounded.
OF_A_VALUE = {
    "platform/agora/context/__init__.py:_told",
    "platform/agora/search/fold.py:_word",
    "platform/agora/ui/maps/sprite.py:sprite",
    "platform/agora/ui/maps/sprite.py:packed_sprite",
    "platform/agora/ui/maps/sprite.py:heart_of",
    "platform/agora/ui/maps/sprite.py:_field_of",
    "platform/agora/ui/templatetags/ui.py:icon",
    "platform/agora/ui/theme.py:_derive",
    "platform/agora/ui/theme.py:to_lch",
    "platform/agora/ui/theme.py:_luminance",
    "participation/opendata/decidim/cells.py:_zone",
    "participation/opendata/decidim/cells.py:address",
    "club_utilisateurs/places.py:place",
}
# Written while serving, at the level of a module.
WRITTEN = {
    "platform/agora/action.py:register_recorder": "who keeps the journal: set once, as apps load",
    "platform/agora/action.py:verbs": "the verbs of the code, as modules load",
    "platform/agora/conf/leaving.py:_told": "one byte: this web server was told to stop",
    "platform/agora/jobs/cities.py:set_city_source": "who knows the cities: set once",
    "platform/agora/jobs/registries.py:discover": "the tasks are imported once",
    "platform/agora/jobs/registries.py:tasks": "the tasks of the code, as modules load",
    "platform/agora/context/access.py:_tell_pool": "figures of its own pool, each second",
    "platform/agora/metrics/figures.py:known": "the figures of the code, as they are first asked",
    "platform/agora/metrics/figures.py:tell": "what the scheduler saw, thrown away when not fresh",
    "platform/agora/rules.py:set_role_source": "who knows the roles: set once",
    "platform/agora/ui/maps/shown.py:_kept": "512 outlines, each under the very object it is of,"
    " which the directory drops when a city changes",
    "billing/einvoice/validation.py:_forget": "a child process of each process",
}
CHANGES = {"add", "append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault"}
CHANGES |= {"discard", "update"}
KEEPS = {"set", "set_many", "add", "get_or_set"}


def functions(module):
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def remembering(module):
    """Functions whose answers are kept, and whether there is a bound."""
    for function in functions(module):
        for decorator in function.decorator_list:
            bare = decorator.func if isinstance(decorator, ast.Call) else decorator
            if dotted(bare).rpartition(".")[2] in {"cache", "lru_cache"}:
                yield function.name, isinstance(decorator, ast.Call)


def top_names(module):
    for statement in module.body:
        if isinstance(statement, ast.Assign):
            yield from (one.id for one in statement.targets if isinstance(one, ast.Name))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id


def written(module):
    """Names of a module that its functions change, and functions that say `global`."""
    names = set(top_names(module))
    for function in functions(module):
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                yield function.name
            changed = []
            if isinstance(node, ast.Assign | ast.Delete):
                changed = [one.value for one in node.targets if isinstance(one, ast.Subscript)]
            elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
                changed = [node.target.value]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                changed = [node.func.value] if node.func.attr in CHANGES else []
            yield from (one.id for one in changed if isinstance(one, ast.Name) and one.id in names)


def kept_in_caches(module):
    """Seconds, as written, of what goes into Django's caches; None where nothing is said."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in KEEPS
            and ast.unparse(node.func.value) in {"kept", "caches['local']", "cache"}
        ):
            places = 2 if node.func.attr == "set_many" else 3
            yield node.lineno, node.args[-1] if len(node.args) == places else None


def everywhere(finder):
    return {(name_of(path), found) for path in python_files() for found in finder(tree(path))}


def test_every_memory_of_a_function_is_argued():
    found = everywhere(remembering)

    bounded = {f"{path}:{name}" for path, (name, bound) in found if bound}
    endless = {f"{path}:{name}" for path, (name, bound) in found if not bound}
    assert bounded == OF_A_VALUE
    assert endless == OF_THE_CODE | OF_THE_SETTINGS


def test_every_change_of_a_module_is_argued():
    assert {f"{path}:{name}" for path, name in everywhere(written)} == set(WRITTEN)


def test_what_caches_keep_is_soon_forgotten():
    found = 0
    for path in python_files():
        for line, seconds in kept_in_caches(tree(path)):
            assert seconds is not None, f"{name_of(path)}:{line} keeps something for ever"
            value = (
                getattr(module_of(path), seconds.id)
                if isinstance(seconds, ast.Name)
                else ast.literal_eval(seconds)
            )
            assert 0 < value <= LONGEST, f"{name_of(path)}:{line}"
            found += 1

    assert found >= 8


@pytest.mark.parametrize(
    ("source", "finder", "found"),
    [
        ("@cache\ndef colours(): ...", remembering, [("colours", False)]),
        ("@functools.lru_cache(maxsize=9)\ndef f(x): ...", remembering, [("f", True)]),
        ("seen = {}\ndef f(city):\n    seen[city] = 1", written, ["seen"]),
        ("seen = []\ndef f(city):\n    seen.append(city)", written, ["seen"]),
        ("last: str = ''\ndef f(city):\n    global last\n    last = city", written, ["f"]),
        ("seen = {}\ndef f():\n    seen = {}\n    del seen['a']", written, ["seen"]),
        ("def f():\n    seen = {}\n    seen['a'] = 1", written, []),
        ("caches['local'].set(key, value)", kept_in_caches, [(1, None)]),
    ],
)
def test_a_memory_is_found(source, finder, found):
    assert list(finder(ast.parse(source))) == found
