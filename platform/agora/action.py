"""@action: the only way to write.

    @action("proposal.published", rule=rules.can_publish)
    def publish_proposal(*, actor, component, title, body) -> Proposal: ...

A call opens the transaction, takes the city's shared lock (so that freezing or swapping a city
can wait for writes in flight), asks the rule, runs the body and has the journal keep a line.
Nested actions join the transaction, each with its own line. `verbs` is the dictionary of all
that can be done: the permission matrix and the journal are drawn from it.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction

from agora import metrics
from agora.context import city_or_none, house
from agora.registry import RegistrationError, Registry
from agora.rules import Refused, Rule, allowed, facts_of, is_system

P = ParamSpec("P")
R = TypeVar("R")


class NoRecorder(Exception):
    """No journal is registered: nothing may be written."""


class CityRests(PermissionDenied):
    """The city is read only: what was there goes on, nothing begins. Not a matter of who asks."""


@dataclass(frozen=True)
class Line:
    """What the journal keeps of one action; `refs` are references of objects, never texts."""

    verb: str
    actor: Any
    obj: str
    refs: list[str]


class Recorder(Protocol):
    """What keeps the lines of one transaction, in the order in which the actions ended."""

    def __call__(self, lines: Sequence[Line]) -> None: ...


@dataclass(frozen=True)
class Verb:
    """One thing that can be done, and who may do it."""

    name: str
    rule: Rule
    operator: bool
    function: Callable[..., Any]
    begins: bool = False


RESTING = frozenset({"read_only", "suspended"})
"""States of a city in which nothing begins; a suspended one is open to its own team alone."""
verbs: Registry[Verb] = Registry("verbs")

_recorder: Recorder | None = None
# The lines gathered by the action one is inside of, nested ones too; None outside.
_lines: ContextVar[list[Line] | None] = ContextVar("agora_action_lines", default=None)
_one_piece: ContextVar[bool] = ContextVar("agora_action_one_piece", default=False)


def register_recorder(recorder: Recorder) -> None:
    """Tell who keeps the journal; called once, by the audit."""
    global _recorder
    _recorder = recorder


def action(
    verb: str, *, rule: Rule, operator: bool = False, begins: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the one way to do `verb`; provider staff may only if `operator`.

    `begins`: it starts something, which a city that became read only does no more.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        _check(verb, signature, rule)

        @wraps(function)
        def perform(*args: P.args, **kwargs: P.kwargs) -> R:
            facts = signature.bind(*args, **kwargs)
            facts.apply_defaults()
            given = facts.arguments
            # A nested action is no place to come back to: it fails, and the whole call with it.
            if (lines := _lines.get()) is not None:
                with transaction.atomic(savepoint=False):
                    return _perform(lines, args, kwargs, given)
            with _counted(), transaction.atomic(savepoint=not _one_piece.get()):
                outermost = _lines.set(lines := [])
                try:
                    _lock_city()
                    result = _perform(lines, args, kwargs, given)
                finally:
                    _lines.reset(outermost)
                if _recorder is None:
                    raise NoRecorder(verb)
                _recorder(lines)
            return result

        def _perform(lines: list[Line], args: Any, kwargs: Any, given: Mapping[str, Any]) -> R:
            _ask(registered, given)
            result = function(*args, **kwargs)
            lines.append(_line(verb, given, result))
            return result

        registered = Verb(verb, rule, operator, perform, begins)
        verbs.add(verb, registered)
        perform.verb = registered  # type: ignore[attr-defined]
        return cast(Callable[P, R], perform)

    return decorate


@contextmanager
def _counted() -> Iterator[None]:
    """Count what was asked for, and whether it was done: the outermost action alone."""
    outcome = "failed"
    try:
        yield
        outcome = "done"
    except PermissionDenied:
        outcome = "refused"
        raise
    finally:
        metrics.ACTIONS.count(house(), outcome)


@contextmanager
def one_piece() -> Iterator[None]:
    """Join an action to writes around it: whatever fails inside takes all of it back."""
    with transaction.atomic():
        before = _one_piece.set(True)
        try:
            yield
        finally:
            _one_piece.reset(before)


def may(function: Callable[..., Any], *, actor: Any, **facts: Any) -> bool:
    """Tell whether `actor` could call this action with these facts: pages show what is true."""
    verb: Verb = function.verb  # type: ignore[attr-defined]
    if _rests(verb, actor):
        return False
    return _operator_may(verb, actor) and allowed(verb.rule, actor=actor, facts=facts)


def rests(function: Callable[..., Any], *, actor: Any) -> bool:
    """Tell whether this city begins nothing of the kind any more, whoever asks; no rule is read."""
    return _rests(function.verb, actor)  # type: ignore[attr-defined]


def refuse_if_resting(function: Callable[..., Any], *, actor: Any) -> None:
    """Refuse as the action would, before a page shows its form or keeps what was typed in it."""
    if rests(function, actor=actor):
        raise CityRests(function.verb.name)  # type: ignore[attr-defined]


def city_rests() -> bool:
    """Tell whether the city one is in begins nothing any more."""
    city = city_or_none()
    return city is not None and city.state in RESTING


def reference_of(thing: Any) -> str:
    """Name an object without a word of its content: its reference, else "app.model:pk"."""
    reference = getattr(thing, "reference", None)
    if isinstance(reference, str) and reference:
        return reference
    if isinstance(thing, models.Model):
        return f"{thing._meta.label_lower}:{thing.pk}"
    return ""


def city_lock(schema: str) -> int:
    """Return the key of the advisory lock that every write in `schema` shares."""
    digest = hashlib.sha256(f"agora.city:{schema}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _check(verb: str, signature: inspect.Signature, rule: Rule) -> None:
    parameters = signature.parameters
    if any(one.kind != one.KEYWORD_ONLY for one in parameters.values()):
        raise RegistrationError(f"action {verb!r}: keyword-only arguments, please")
    if "actor" not in parameters:
        raise RegistrationError(f"action {verb!r} does not say who acts")
    missing = facts_of(rule) - set(parameters)
    if missing:
        raise RegistrationError(f"action {verb!r}: its rule asks for {sorted(missing)}")


def _ask(verb: Verb, given: Mapping[str, Any]) -> None:
    actor = given["actor"]
    if _rests(verb, actor):
        raise CityRests(verb.name)
    if not _operator_may(verb, actor) or not allowed(verb.rule, actor=actor, facts=given):
        raise Refused(verb.name)


def _rests(verb: Verb, actor: Any) -> bool:
    return verb.begins and not is_system(actor) and city_rests()


def _operator_may(verb: Verb, actor: Any) -> bool:
    return verb.operator or is_system(actor) or not getattr(actor, "is_operator", False)


def _lock_city() -> None:
    city = city_or_none()
    if city is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [city_lock(city.schema)])


def _line(verb: str, given: Mapping[str, Any], result: Any) -> Line:
    things = [value for name, value in given.items() if name != "actor"]
    refs = [ref for ref in map(_kept_reference, [result, *things]) if ref]
    return Line(verb, given["actor"], refs[0] if refs else "", list(dict.fromkeys(refs)))


def _kept_reference(thing: Any) -> str:
    """Reference of a stored object; forms, texts and unsaved rows leave no trace."""
    return reference_of(thing) if isinstance(thing, models.Model) and thing.pk else ""
