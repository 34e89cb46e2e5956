"""Which cities there are, as the jobs need to know: told by `tenants`, which stands above."""

from collections.abc import Callable, Iterable

from agora.context import CityRef

Find = Callable[[str], CityRef | None]
Running = Callable[[], Iterable[CityRef]]

# In these states a city's jobs run; elsewhere they wait (suspended) or are refused (closed).
AWAKE = frozenset({"provisioning", "trial", "live", "read_only"})
ASLEEP = frozenset({"suspended"})

_find: Find | None = None
_running: Running | None = None


class NoCitySource(Exception):
    """Nobody told where cities are to be found."""


def set_city_source(*, find: Find, running: Running) -> None:
    """Tell how to find one city by its schema, and all those in service; called by `tenants`."""
    global _find, _running
    _find, _running = find, running


def city_named(schema: str) -> CityRef | None:
    """Find a city by its schema, whatever its state; reads in the provider's house."""
    if _find is None:
        raise NoCitySource(schema)
    return _find(schema)


def cities_in_service() -> list[CityRef]:
    """Every city whose periodic jobs run."""
    if _running is None:
        raise NoCitySource("all")
    return [city for city in _running() if city.state in AWAKE - {"provisioning"}]
