"""What the read API offers, in words: drawn from its own description."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import override


@dataclass(frozen=True)
class Operation:
    """One address to read."""

    path: str
    title: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def is_list(self) -> bool:
        """True when it can be opened as it is."""
        return "{" not in self.path


@cache
def operations() -> tuple[Operation, ...]:
    """All addresses, the same in every city: computed once."""
    from drf_spectacular.generators import SchemaGenerator  # noqa: PLC0415  (slow to load)

    with override("fr"):  # kept for all: not in the language of whoever asked first
        schema = SchemaGenerator(api_version=None).get_schema(  # type: ignore[no-untyped-call]
            request=None, public=True
        )
    return tuple(
        _operation(path, methods["get"])
        for path, methods in schema["paths"].items()
        if "get" in methods
    )


def _operation(path: str, described: dict[str, Any]) -> Operation:
    lines = described.get("description", "").strip().splitlines()
    return Operation(
        path=path,
        title=lines[0] if lines else "",
        parameters=tuple(
            (one["name"], one.get("description", "")) for one in described.get("parameters", [])
        ),
    )
