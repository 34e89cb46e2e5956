"""Guard 15: no call goes round the one door into a city."""

import ast
import re

import pytest

from tests.architecture.sources import calls, dotted, name_of, python_files, tree

NAMES = {"schema_context", "tenant_context", "clone_schema", "CloneSchema", "clone_tenant"}
NAMES |= {"create_schema", "TenantMainMiddleware", "TENANT_LIMIT_SET_CALLS", "PermissionsMixin"}
BARE = {"activate", "deactivate"}  # a city's take no argument
METHODS = {"set_tenant", "set_schema", "set_schema_to_public"}
WHOLE = {"psycopg.connect", "threading.Thread", "Thread", "ThreadPoolExecutor"}
WHOLE |= {"futures.ThreadPoolExecutor", "concurrent.futures.ThreadPoolExecutor"}
SQL = re.compile(r"search_path|\bSET\s+(LOCAL\s+)?ROLE\b", re.IGNORECASE)
AUTH = {"User", "Group", "Permission"}
OWNERS = {"tenants/template.py", "tenants/spares.py", "tenants/fleet.py", "tenants/snapshot.py"}
OWNERS |= {"tenants/succession.py"}  # reads what a release stands on, before it is made

# Who may, and why. A line more is an argued choice (docs/adr).
ALLOWED = {
    ("platform/agora/cli/roles.py", "psycopg.connect"): "the server's administrator, once",
    ("platform/agora/cli/backup/server.py", "psycopg.connect"): "servers that are no house: copies",
    ("platform/agora/jobs/procrastinated.py", "SQL"): "the worker's own link, as the queue's role",
}


def is_docstring(node, module):
    owners = (ast.Module, ast.FunctionDef, ast.ClassDef)
    return any(
        isinstance(one, owners) and one.body and getattr(one.body[0], "value", None) is node
        for one in ast.walk(module)
    )


def banned(module, *, owner=False):
    """What a module may not do, as (line, name)."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in NAMES:
                found.add((node.lineno, name))
        elif isinstance(node, ast.ImportFrom):
            names = {one.name for one in node.names}
            found |= {(node.lineno, name) for name in names & NAMES}
            if node.module == "django.contrib.auth.models":
                found |= {(node.lineno, f"auth.{name}") for name in names & AUTH}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if SQL.search(node.value) and not is_docstring(node, module):
                found.add((node.lineno, "SQL"))
        elif isinstance(node, ast.With):
            found |= {
                (node.lineno, "with city")
                for item in node.items
                if dotted(item.context_expr).rpartition(".")[2] in {"tenant", "city"}
            }
    for call, name in calls(module):
        verb = name.rpartition(".")[2]
        if verb in METHODS or (verb in BARE and not (call.args or call.keywords)):
            found.add((call.lineno, verb))
        if name in WHOLE:
            found.add((call.lineno, name))
        if verb == "owner" and name in {"owner", "context.owner"} and not owner:
            found.add((call.lineno, "owner()"))
        if verb in {"ForeignKey", "OneToOneField"} and "ContentType" in ast.dump(call):
            found.add((call.lineno, "FK to ContentType"))
    return found


def test_nobody_goes_round_the_door():
    found = {}
    for path in python_files():
        name = name_of(path)
        if name.startswith("platform/agora/context/"):
            continue
        names = {what for _, what in banned(tree(path), owner=name in OWNERS)}
        if names := {what for what in names if (name, what) not in ALLOWED}:
            found[name] = sorted(names)

    assert found == {}


def test_every_permission_is_used():
    used = {
        (name_of(path), what)
        for path in python_files()
        for _, what in banned(tree(path), owner=name_of(path) in OWNERS)
    }

    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize(
    "line",
    [
        "with schema_context('t_a'): pass",
        "@tenant_context(a)\ndef f(): ...",
        "with tenant: pass",
        "with request.city: pass",
        "city.activate()",
        "city.deactivate()",
        "connection.set_tenant(a)",
        "connection.set_schema('a')",
        "connection.set_schema_to_public()",
        "clone_schema('a', 'b')",
        "CloneSchema()",
        "utils.clone_tenant(a)",
        "city.create_schema()",
        "from django_tenants.middleware import TenantMainMiddleware",
        "TENANT_LIMIT_SET_CALLS = True",
        "cursor.execute('SET search_path = a')",
        "cursor.execute('set role a')",
        "psycopg.connect(a)",
        "threading.Thread(target=a)",
        "ThreadPoolExecutor(2)",
        "with owner(): pass",
        "class A(PermissionsMixin): ...",
        "from django.contrib.auth.models import Group",
        "kind = models.ForeignKey(ContentType, on_delete=CASCADE)",
    ],
)
def test_each_banned_call_is_found(line):
    assert banned(ast.parse(line))


def test_what_is_allowed_is_left_alone():
    fine = "translation.activate('fr')\nwith enter(city): pass\n'''about search_path'''"

    assert (
        banned(ast.parse(f"'''search_path'''\n{fine.splitlines()[0]}\nwith enter(city): pass"))
        == set()
    )
