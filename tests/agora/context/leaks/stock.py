"""Stock django-tenants behind the same door: the positive controls."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django_tenants.utils import schema_context

from tests.agora.context.leaks import acts
from tests.agora.context.leaks.models import Town
from tests.agora.context.leaks.program import Walk
from tests.agora.context.leaks.world import CITIES

TOWNS = {city: Town(schema_name=city) for city in CITIES}
CONTEXTS = {city: schema_context(city) for city in CITIES}


@contextmanager
def with_tenant(city: str) -> Iterator[None]:
    """`with tenant:`: the former tenants are kept on the class."""
    with TOWNS[city]:
        yield


def decorated(city: str) -> AbstractContextManager[Any]:
    """What `@schema_context(...)` does: one object, entered by every caller at once."""
    return CONTEXTS[city]


def fresh(city: str) -> AbstractContextManager[Any]:
    """`with schema_context(...)`: the best the stock offers."""
    return schema_context(city)


def nest(walk: Walk) -> None:
    """A city inside a city, then back: refused by ours, promised by the stock."""
    with walk.visit(walk.random.choice(walk.cities)):
        acts.read(walk)
    acts.read(walk)


DOORS: dict[str, Callable[[str], AbstractContextManager[Any]]] = {
    "stock_with_tenant": with_tenant,
    "stock_decorator": decorated,
    "stock_lazy_queryset": fresh,
    "stock_async": fresh,
}
PLAIN = {"read": (3, acts.read), "sql": (3, acts.sql)}
ACTS = {
    "stock_with_tenant": PLAIN | {"nest": (2, nest)},
    "stock_decorator": PLAIN,
    "stock_lazy_queryset": PLAIN
    | {name: acts.ACTS[name] for name in ("keep_queryset", "use_queryset")},
    "stock_async": PLAIN | {"coroutines": acts.ACTS["coroutines"]},
}
