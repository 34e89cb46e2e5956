"""Registry: the way a lower storey learns what the higher ones offer.

The owner creates one, higher storeys fill it from their `hooks.py` when the process starts,
and it is only read afterwards.
"""

from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
DEFAULT_WEIGHT = 100
_MISSING: Any = object()


class RegistrationError(Exception):
    """Something is registered twice, or in a way that cannot work; raised at start-up."""


class Registry(Generic[Value]):
    """A dict that refuses double registration and iterates by weight, then by key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: dict[str, Value] = {}
        self._sorted: dict[str, Value] | None = None

    def add(self, key: str, value: Value) -> Value:
        """Register `value`; a key already taken is a mistake of ours, said at once."""
        if key in self._values:
            raise RegistrationError(f"{self.name}: {key!r} is registered twice")
        self._values[key] = value
        self._sorted = None
        return value

    def get(self, key: str, default: Any = _MISSING) -> Value:
        """Return the value of `key`; without `default`, an unknown key raises KeyError."""
        try:
            return self._values[key]
        except KeyError:
            if default is not _MISSING:
                return default
            raise KeyError(f"{self.name}: nothing is registered as {key!r}") from None

    __getitem__ = get

    def keys(self) -> KeysView[str]:
        """Keys, by weight then alphabetically."""
        return self._in_order().keys()

    def values(self) -> ValuesView[Value]:
        """Values, in the order of `keys()`."""
        return self._in_order().values()

    def items(self) -> ItemsView[str, Value]:
        """Pairs, in the order of `keys()`."""
        return self._in_order().items()

    @contextmanager
    def lending(self, key: str, value: Value) -> Iterator[Value]:
        """Register for the length of a `with` block: tests only."""
        self.add(key, value)
        try:
            yield value
        finally:
            self.forget(key)

    def forget(self, key: str) -> None:
        """Take a value out again: tests only."""
        del self._values[key]
        self._sorted = None

    def _in_order(self) -> dict[str, Value]:
        if self._sorted is None:
            pairs = self._values.items()
            self._sorted = dict(sorted(pairs, key=lambda pair: (_weight(pair[1]), pair[0])))
        return self._sorted

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._in_order())

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Registry {self.name}: {len(self)}>"


def _weight(value: object) -> int:
    weight = getattr(value, "weight", DEFAULT_WEIGHT)
    return weight if isinstance(weight, int) else DEFAULT_WEIGHT
