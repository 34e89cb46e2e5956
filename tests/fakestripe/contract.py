"""What Stripe takes and gives, read from its own SDK: requests' TypedDicts, answers' fields.

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
    for name, hint in hints.items():
        if name not in given and not _may_lack(hint):
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
@dataclass(frozen=True)
class Field:
    """One field of an answer: its type as it is written, and the shape of what it holds, if any."""

    kind: str
    optional: bool
    shape: "Shape | None"


Shape = dict[str, Field]


@cache
def shape_of(name: str) -> Shape:
    """The fields of an answer's class, and of the classes that it holds."""
    module = ast.parse(_module(name).read_text(encoding="utf-8"))
    found = next(one for one in module.body if getattr(one, "name", "") == name)
    return _shape(found)


def _shape(found: ast.ClassDef) -> Shape:
    inside = {one.name: _shape(one) for one in found.body if isinstance(one, ast.ClassDef)}
    shape = {}
    for one in found.body:
        if isinstance(one, ast.AnnAssign) and "ClassVar" not in ast.dump(one.annotation):
            text = ast.unparse(one.annotation)
            bare = re.sub(r"^Optional\[(.*)\]$", r"\1", text)
            held = inside.get(re.sub(r"^List\[(\w+)\]$", r"\1", bare))
            shape[one.target.id] = Field(bare, bare != text, held)
    return shape


def blank(name: str) -> dict[str, Any]:
    """Every field that an object of this class always has, at its emptiest."""
    return _blank(shape_of(name))


def _blank(shape: Shape) -> dict[str, Any]:
    return {name: _emptiest(one) for name, one in shape.items() if not one.optional}


def _emptiest(field: Field) -> Any:
    if field.kind.startswith("List["):
        return []
    if field.shape is not None:
        return _blank(field.shape)
    if field.kind.startswith("ListObject["):
        return {"object": "list", "data": [], "has_more": False, "url": "/v1/"}
    if word := re.match(r"(?:Union\[)?Literal\['([^']*)'", field.kind):
        return word[1]
    plain = {"int": 0, "bool": False, "Decimal": "0"}
    mapping = field.kind.startswith(("UntypedStripeObject", "Dict"))
    return plain.get(field.kind, {} if mapping else "")


def unfit(name: str, answer: Mapping[str, Any]) -> list[str]:
    """What an answer lacks or should not hold, at any depth; empty when it is as the SDK says."""
    return _unfit(shape_of(name), answer, name)


def _unfit(shape: Shape, answer: Mapping[str, Any], at: str) -> list[str]:
    found = [f"{at}.{name} is unknown" for name in answer if name not in shape]
    for name, field in shape.items():
        value = answer.get(name)
        if value is not None:
            found += _unfit_value(field, value, f"{at}.{name}")
        elif not field.optional:
            found.append(f"{at}.{name} is missing")
    return found


def _unfit_value(field: Field, value: Any, at: str) -> list[str]:
    if field.shape is not None:
        many = value if field.kind.startswith("List[") else [value]
        if not all(isinstance(one, Mapping) for one in many):
            return [f"{at} is no object"]
        return [line for one in many for line in _unfit(field.shape, one, at)]
    wanted = {"int": int, "bool": bool, "str": str}.get(field.kind)
    return [f"{at} is no {field.kind}"] if wanted and type(value) is not wanted else []
