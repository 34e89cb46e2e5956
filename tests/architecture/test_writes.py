"""Guard 4: what is public in `actions` is an action, and nobody else writes."""

import ast

from tests.architecture.sources import calls, name_of, python_files, tree

WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES |= {"update", "delete", "save", "acreate", "asave", "adelete", "aupdate"}
# Doors and readers: they may never write. (Loaders, steps and other parts of an action may.)
READERS = {"views", "staff", "api", "queries", "rules", "forms", "hooks", "urls", "templatetags"}


def is_action(function):
    return any(
        isinstance(one, ast.Call)
        and getattr(one.func, "id", getattr(one.func, "attr", "")) == "action"
        for one in function.decorator_list
    )


def strays(module):
    """Public functions of an `actions` module that are no action."""
    return [
        one.name
        for one in module.body
        if isinstance(one, ast.FunctionDef) and one.name[0] != "_" and not is_action(one)
    ]


def writes(module):
    """Lines that write through the ORM: `.objects`, a queryset's chain, or `.save()`."""
    found = []
    for call, name in calls(module):
        head, _, verb = name.rpartition(".")
        chain = ".objects" in head or "()" in head
        told = any(one.arg == "actor" for one in call.keywords)  # an action by another name
        alone = (
            verb == "save"
            and not call.args
            and not told
            and not name.startswith(("form", "self.image"))
        )
        if verb in WRITES and (chain or alone) and not head.endswith((".GET.copy()", "super()")):
            found.append(call.lineno)
    return found


def is_action_module(path):
    return path.stem == "actions" or (path.parent.name == "actions" and path.stem[0] != "_")


def test_every_public_function_of_actions_is_an_action():
    found = {name_of(path): strays(tree(path)) for path in python_files() if is_action_module(path)}

    assert {path: names for path, names in found.items() if names} == {}


def test_doors_and_readers_never_write():
    readers = [path for path in python_files() if READERS & {path.stem, path.parent.name}]

    found = {name_of(path): writes(tree(path)) for path in readers}

    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_stray_function_and_a_stray_write_are_found():
    module = ast.parse(
        "@action('a.b', rule=x)\ndef fine(*, actor): ...\n"
        "def stray(): Thing.objects.create()\n"
        "def _helper(): Thing.objects.filter(pk=1).update(a=2)\n"
        "def reads(): {}.update(a=1); Thing.objects.filter(pk=1)\n"
    )

    assert strays(module) == ["stray", "reads"]
    assert writes(module) == [3, 4]
