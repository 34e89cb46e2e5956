"""What Stripe takes and gives, read from its own SDK: the requests' TypedDicts, the answers' fields.

    OPERATIONS["post", "/v1/invoices"]      -> Operation(params, answer)
    checked(params_class, given)            -> the same, typed; raises Unfit with the field's name
    blank("Invoice")                        -> every field that the class always has, empty
    unfit("Invoice", answer)                -> what the answer lacks, or should not hold

Nothing here is copied from a page of documentation: when the SDK moves, this moves.
"""

import ast
import importlib
import importlib.util
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typing_extensions

SDK = Path(importlib.util.find_spec("stripe").submodule_search_locations[0])
_CAMEL = re.compile(r"(?<!^)(?=[A-Z])")
_WHOLE = re.compile(r"-?\d+")
_UNIONS = (typing.Union, types.UnionType)


class Unfit(Exception):
    """A request that Stripe would refuse; `param` is the field, as Stripe names it."""

    def __init__(self, param: str, message: str) -> None:
        super().__init__(message)
        self.param = param


@dataclass(frozen=True)
class Operation:
    """The names of the TypedDict that an operation takes and of the class it answers."""

    params: str
    answer: str
    many: bool


def _operations() -> dict[tuple[str, str], Operation]:
    found = {}
    for path in SDK.glob("**/_*_service.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found |= _operation(function)
    return found


def _operation(function: ast.FunctionDef) -> dict[tuple[str, str], Operation]:
    asked = next((one.annotation for one in function.args.args if one.arg == "params"), None)
    for call in ast.walk(function):
        if getattr(getattr(call, "func", None), "attr", "") != "_request" or asked is None:
            continue
        verb, path = call.args[0].value, call.args[1]
        where = path.value if isinstance(path, ast.Constant) else path.func.value.value
        names = [one.value for one in ast.walk(asked) if isinstance(one, ast.Constant)]
        said = function.returns.value
        many = re.fullmatch(r"ListObject\[(\w+)\]", said)
        return {(verb, where): Operation(names[0], many[1] if many else said, bool(many))}
    return {}


OPERATIONS = _operations()


def _module(name: str, folder: str = "") -> Path:
    return SDK / folder / f"_{_CAMEL.sub('_', name).lower()}.py"


# --- Requests ------------------------------------------------------------------------------------
@cache
def params_class(name: str) -> Any:
    """Import a TypedDict of requests by its name."""
    stem = _module(name, "params").stem
    return getattr(importlib.import_module(f"stripe.params.{stem}"), name)


@cache
def _hints(shape: Any) -> dict[str, Any]:
    spaces = [vars(typing), vars(typing_extensions)]
    spaces += [vars(importlib.import_module(base.__module__)) for base in _bases(shape)]
    names = {"StripeContext": str}
    for space in spaces:
        names |= space
    return typing_extensions.get_type_hints(shape, globalns=names, include_extras=True)


def _bases(shape: Any) -> list[Any]:
    return [shape, *(one for one in getattr(shape, "__orig_bases__", ()) if hasattr(one, "keys"))]


@cache
def _options() -> frozenset[str]:
    from stripe._request_options import RequestOptions  # noqa: PLC0415  the SDK is slow to load

    return frozenset(RequestOptions.__annotations__)


def checked(shape: Any, given: Any, at: str = "") -> dict[str, Any]:
    """Return the request with its types, or raise `Unfit` at the first field that is not so."""
    if not isinstance(given, Mapping):
        raise Unfit(at, f"Invalid object: {at or 'the request'}")
    hints = {name: hint for name, hint in _hints(shape).items() if name not in _options()}
    for name in given:
        if name not in hints:
            raise Unfit(_named(at, name), f"Received unknown parameter: {_named(at, name)}")
    for name in shape.__required_keys__ & hints.keys():
        # Postponed annotations hide NotRequired from the class: the hint is the truth.
        if name not in given and not _may_lack(hints[name]):
            raise Unfit(_named(at, name), f"Missing required param: {_named(at, name)}.")
    return {name: _typed(hints[name], value, _named(at, name)) for name, value in given.items()}


def _named(at: str, name: str) -> str:
    return f"{at}[{name}]" if at else name


def _may_lack(hint: Any) -> bool:
    return typing_extensions.get_origin(hint) is typing_extensions.NotRequired


def _typed(hint: Any, value: Any, at: str) -> Any:
    origin, inner = typing_extensions.get_origin(hint), typing_extensions.get_args(hint)
    if origin in (typing_extensions.NotRequired, typing_extensions.Required):
        return _typed(inner[0], value, at)
    if origin in _UNIONS:
        return _one_of(inner, value, at)
    if origin in (typing.Literal, typing_extensions.Literal):
        if value not in inner:
            raise Unfit(at, f"Invalid {at}: must be one of {', '.join(map(str, inner[:12]))}")
        return value
    if origin is list:
        if not isinstance(value, Mapping) or set(value) != set(map(str, range(len(value)))):
            raise Unfit(at, f"Invalid array: {at}")
        return [_typed(inner[0], value[str(n)], f"{at}[{n}]") for n in range(len(value))]
    if origin is dict:
        return {name: _typed(inner[1], one, _named(at, name)) for name, one in _map(value, at)}
    if typing_extensions.is_typeddict(hint):
        return checked(hint, value, at)
    return _plain(hint, value, at)


def _map(value: Any, at: str) -> Any:
    if not isinstance(value, Mapping):
        raise Unfit(at, f"Invalid hash: {at}")
    return value.items()


def _one_of(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    """Close the open enumerations: `Literal[...] | str` takes nothing but the words it names."""
    words = [one for one in kinds if typing_extensions.get_origin(one) is typing.Literal]
    named = [word for one in words for word in typing_extensions.get_args(one) if word != ""]
    kinds = tuple(one for one in kinds if not (one is str and named))
    problems = []
    for kind in kinds:
        if getattr(typing_extensions.get_origin(kind), "__name__", "") == "UntypedStripeObject":
            continue
        try:
            return _typed(kind, value, at)
        except Unfit as problem:
            problems.append(problem)
    # The deepest complaint is the one that says something.
    raise max(problems, key=lambda one: len(one.param))


def _plain(hint: Any, value: Any, at: str) -> Any:
    if not isinstance(value, str):
        raise Unfit(at, f"Invalid string: {at}")
    if hint is int:
        if not _WHOLE.fullmatch(value):
            raise Unfit(at, f"Invalid integer: {value[:40]}")
        return int(value)
    if hint is bool:
        if value not in ("true", "false"):
            raise Unfit(at, f"Invalid boolean: {value[:40]}")
        return value == "true"
    return value


def nested(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Unfold `a[b][0]=c` of a form into dictionaries of dictionaries."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        *path, last = re.findall(r"[^\[\]]+", name) or [name]
        here: Any = root
        for part in path:
            here = here.setdefault(part, {})
            if not isinstance(here, dict):
                raise Unfit(name, f"Invalid object: {part}")
        here[last] = value
    return root


# --- Answers -------------------------------------------------------------------------------------
@cache
def fields(name: str) -> dict[str, ast.expr]:
    """The annotated fields of an answer's class, and the classes it holds, by their names."""
    return _fields_of(_class_of(name))


@cache
def _class_of(name: str) -> ast.ClassDef:
    module = ast.parse(_module(name).read_text(encoding="utf-8"))
    return next(one for one in module.body if isinstance(one, ast.ClassDef) and one.name == name)


def _fields_of(shape: ast.ClassDef) -> dict[str, ast.expr]:
    return {
        one.target.id: one.annotation
        for one in shape.body
        if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.unparse(one.annotation)
    }


def blank(name: str) -> dict[str, Any]:
    """Every field that an object of this class always has, at its emptiest."""
    return _blank(_class_of(name))


def _blank(shape: ast.ClassDef) -> dict[str, Any]:
    inside = {one.name: one for one in shape.body if isinstance(one, ast.ClassDef)}
    return {
        field: _emptiest(ast.unparse(kind), inside)
        for field, kind in _fields_of(shape).items()
        if not ast.unparse(kind).startswith("Optional[")
    }


def _emptiest(kind: str, inside: Mapping[str, ast.ClassDef]) -> Any:
    if kind in inside:
        return _blank(inside[kind])
    if kind.startswith("List["):
        return []
    if kind.startswith("ListObject["):
        return {"object": "list", "data": [], "has_more": False, "url": "/v1/"}
    if word := re.match(r"(?:Union\[)?Literal\['([^']*)'", kind):
        return word[1]
    plain = {"int": 0, "bool": False, "Decimal": "0"}
    return plain.get(kind, {} if kind.startswith(("UntypedStripeObject", "Dict")) else "")


def unfit(name: str, answer: Mapping[str, Any]) -> list[str]:
    """What an answer lacks or should not hold, at any depth; empty when it is as the SDK says."""
    return _unfit(_class_of(name), answer, name)


def _unfit(shape: ast.ClassDef, answer: Mapping[str, Any], at: str) -> list[str]:
    known, inside = _fields_of(shape), {}
    for one in shape.body:
        if isinstance(one, ast.ClassDef):
            inside[one.name] = one
    found = [f"{at}.{field} is unknown" for field in answer if field not in known]
    for field, kind in known.items():
        text = ast.unparse(kind)
        value = answer.get(field)
        if value is None:
            if not text.startswith("Optional["):
                found.append(f"{at}.{field} is missing")
            continue
        bare = re.sub(r"^Optional\[(.*)\]$", r"\1", text)
        found += _unfit_value(bare, value, inside, f"{at}.{field}")
    return found


def _unfit_value(kind: str, value: Any, inside: Mapping[str, ast.ClassDef], at: str) -> list[str]:
    if kind in inside:
        if not isinstance(value, Mapping):
            return [f"{at} is no object"]
        return _unfit(inside[kind], value, at)
    if (many := re.fullmatch(r"List\[(\w+)\]", kind)) and many[1] in inside:
        return [line for one in value for line in _unfit(inside[many[1]], one, at)]
    wanted = {"int": int, "bool": bool, "str": str}.get(kind)
    if wanted and type(value) is not wanted:
        return [f"{at} is no {kind}"]
    return []
