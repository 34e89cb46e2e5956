"""What the guard tests read: our modules, their syntax trees, our templates."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

TOP = Path(__file__).resolve().parents[2]
ROOTS = {"agora": TOP / "platform" / "agora", "tenants": TOP / "tenants"}
SLICELESS = ("tenants", "billing", "club_utilisateurs")
ROOTS |= {name: TOP / name for name in ("participation", "billing", "club_utilisateurs")}

FLOORS = [
    {"pages", "consultations"},
    {"contributions"},
    {"follows"},
    {"comments", "supports", "moderation"},
    {"meetings"},
    {"proposals", "debates", "surveys", "budgets"},
    {"analysis", "communication"},
    {"newsletters", "restitution", "statistics"},
    {"opendata"},
    {"demo"},
]
KERNEL_FLOORS = [
    {"registry", "devdb"},
    {"context"},
    {"rules", "personal_data"},
    {"action", "jobs"},
    {"ui", "api"},
    {"mail", "files"},
    {"notices"},
    {"exports"},
    {"audit", "search"},
    {"accounts"},
    {"conf"},
    {"cli"},
]


@cache
def python_files() -> tuple[Path, ...]:
    """Our modules, migrations apart."""
    return tuple(
        path
        for root in ROOTS.values()
        for path in sorted(root.rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def template_files() -> tuple[Path, ...]:
    """Our templates."""
    return tuple(
        path
        for root in ROOTS.values()
        for path in sorted(root.rglob("templates/**/*"))
        if path.is_file()
    )


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def module_of(path: Path) -> ModuleType:
    """The module itself, imported by its name."""
    inside = path.relative_to(TOP).with_suffix("")
    parts = [part for part in inside.parts if part not in {"platform", "__init__"}]
    return import_module(".".join(parts))


def name_of(path: Path) -> str:
    """The path from the top, as messages show it."""
    return str(path.relative_to(TOP)) if path.is_relative_to(TOP) else path.name


def part_of(path: Path) -> str:
    """The part a file belongs to: `agora.files`, `tenants`, `participation.proposals`."""
    for name, root in ROOTS.items():
        if path.is_relative_to(root):
            first = path.relative_to(root).parts[0].removesuffix(".py")
            return name if name in SLICELESS else f"{name}.{first}"
    return path.stem


def height(part: str) -> int:
    """The floor a part stands on: whoever stands higher may know it."""
    top, _, rest = part.partition(".")
    floors, ground = {
        "agora": (KERNEL_FLOORS, 0),
        "participation": (FLOORS, 200),
        "billing": ([], 200),
        "club_utilisateurs": ([], 200),
    }.get(top, ([], 100))
    for floor, names in enumerate(floors):
        if rest in names:
            return ground + floor
    return ground


def may_know(part: str, other: str) -> bool:
    """True if `part` may name `other`: itself, or whoever stands lower."""
    tops = {part.partition(".")[0], other.partition(".")[0]}
    if len(tops) == 2 and tops <= {"participation", "billing", "club_utilisateurs"}:
        return False  # the parts of the third storey ignore one another
    return part == other or height(other) < height(part)


def calls(node: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call below a node with its dotted name (`a.b.c`), outer calls shown as `()`."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            yield one, dotted(one.func)


def dotted(node: ast.AST) -> str:
    """`a.b().c` as text."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else ""
