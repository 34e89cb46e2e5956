"""The current house: which schema and which database role this thread of work may touch.

Words: a *house* is a schema with its role (a city's, the provider's `public`, the users' `club`);
a *state* says which house is entered and how. Doors: `enter`, `public`, `club`, `owner` as
`with` blocks, `current_city` and `state` to ask. The truth is one `ContextVar`; the database
backend reads it each time a statement runs. Outside every block there is no house: whatever
touches the database then raises.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType, TracebackType
from typing import Any

from django.db import connections

from agora import metrics

APP_LOGIN = "agora_app"
"""The login of web and worker processes: it never reaches the owner state."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")


class NoCurrentCity(Exception):
    """Something needs a city and none is entered."""


class CitySwitchRefused(Exception):
    """One city per request or job, and no switch inside a transaction."""

    def __init__(self, *words: object) -> None:
        metrics.ISOLATION.count("switch")
        super().__init__(*words)


class ForeignInstance(Exception):
    """An object, a queryset or a cursor of one house is used in another."""

    def __init__(self, *words: object) -> None:
        metrics.ISOLATION.count("instance")
        super().__init__(*words)


class OwnerRefused(Exception):
    """This process does not hold the owner's login."""


SUSPENDED = "suspended"


@dataclass(frozen=True)
class CityRef:
    """What the kernel knows of a city: two of them are the same if the schema is."""

    schema: str
    id: int = field(compare=False)
    state: str = field(compare=False)
    name: str = field(compare=False)
    host: str = field(default="", compare=False)
    extra: Mapping[str, Any] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )


class State:
    """Where we are: the kind of state, its house, and what the server must be told."""

    __slots__ = ("city", "house", "kind", "pair", "statement", "told_before", "within")

    def __init__(self, kind: str, *, city: CityRef | None = None, within: str = "") -> None:
        self.kind = kind
        self.house, self.pair, statement = _told(kind, city.schema if city else "")
        self.statement = statement.encode()
        self.told_before = f"{statement}; "
        self.city = city
        self.within = within
        """The city this request or job belongs to, also while it visits `public`."""

    def __repr__(self) -> str:
        return f"<State {self.kind} {self.house}>"


@lru_cache(maxsize=4_096)
def _told(kind: str, schema: str) -> tuple[str, tuple[str, str], str]:
    """Return the house, the path with the role, and the statement that tells them."""
    house, path, role = {
        "none": ("", "agora_no_city", "agora_nobody"),
        "public": ("public", "public", "agora_platform"),
        "club": ("club", "club, public", "agora_club"),
        "owner": (schema or "public", schema or "public", "agora_owner"),
        "city": (schema, f"{schema}, public", schema),
    }[kind]
    for name in (*path.split(", "), role):
        if not _NAME.match(name):
            raise ValueError(f"{name!r} cannot name a schema or a role")
    statement = (
        f"SELECT set_config('search_path', '{path}', false), set_config('role', '{role}', false), "
        f"set_config('application_name', 'agora:{house or 'none'}', false)"  # for pg_stat_activity
    )
    return house, (path, role), statement


NONE = State("none")
current: ContextVar[State] = ContextVar("agora_house", default=NONE)


def state() -> str:
    """Say which state is on: none, city, public, club or owner."""
    return current.get().kind


def house() -> str:
    """Return the schema entered, or an empty string."""
    return current.get().house


def city_or_none() -> CityRef | None:
    """Return the city entered, if any (also in the owner state of a city)."""
    return current.get().city


def city_is_suspended() -> bool:
    """Tell whether the city one is in is suspended: only its team is there, to take its data."""
    city = city_or_none()
    return city is not None and city.state == SUSPENDED


def current_city() -> CityRef:
    """Return the city entered, or raise."""
    city = current.get().city
    if city is None:
        raise NoCurrentCity(f"no city is entered (state: {state()})")
    return city


class _Visit:
    """A `with` block in another state; never a decorator, whose state would be shared."""

    __slots__ = ("_kind", "_tokens", "city")

    def __init__(self, kind: str, city: CityRef | None = None) -> None:
        self._kind = kind
        self._tokens: list[Token[State]] = []
        self.city = city

    def __enter__(self) -> CityRef | None:
        self._tokens.append(current.set(_next(current.get(), self._kind, self.city)))
        return self.city

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        current.reset(self._tokens.pop())


def enter(city: CityRef) -> _Visit:
    """Be in `city`: its schema first in the path, its role and no other right."""
    return _Visit("city", city)


def public() -> _Visit:
    """Be at the provider's: the public schema."""
    return _Visit("public")


def club() -> _Visit:
    """Be at the users' club."""
    return _Visit("club")


def owner(city: CityRef | None = None) -> _Visit:
    """Be the owner of the schemas, in one city's or in public: only where its login is held."""
    login = connections.settings["default"].get("USER")
    if login == APP_LOGIN:
        raise OwnerRefused(f"{login} may not act as the owner: use the owner's login")
    return _Visit("owner", city)


def _next(now: State, kind: str, city: CityRef | None) -> State:
    """Return the state after `now`, or refuse the move."""
    if kind == now.kind and city == now.city:
        return now
    if city is not None and now.within not in {"", city.schema}:
        raise CitySwitchRefused(f"{city.schema} asked for inside {now.within}")
    _refuse_inside_transaction()
    if kind == "city" and city is None:
        raise NoCurrentCity("enter() needs a city")
    return State(kind, city=city, within=city.schema if city else now.within)


def _refuse_inside_transaction() -> None:
    for connection in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
            raise CitySwitchRefused("no switch inside an open transaction")
