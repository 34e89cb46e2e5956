"""What slices offer to download."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agora.registry import Registry
from agora.rules import is_staff


class ColumnKind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    JSON = "json"


TEXT, INTEGER, DECIMAL = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.DECIMAL
BOOLEAN, DATE, DATETIME, JSON = (
    ColumnKind.BOOLEAN,
    ColumnKind.DATE,
    ColumnKind.DATETIME,
    ColumnKind.JSON,
)


@dataclass(frozen=True)
class Column:
    """One column: the key in the rows (and in JSON), the heading people read, the type."""

    key: str
    label: Any
    kind: str = TEXT


@dataclass(frozen=True, kw_only=True)
class Export:
    """One list that may leave. `rows(actor, filters)` should iterate, not build a list.

    `filters` is the query string of the list the person was looking at, as a plain mapping.
    """

    label: Any
    columns: tuple[Column, ...]
    rows: Callable[[Any, Mapping[str, str]], Iterable[Mapping[str, Any]]]
    rule: Callable[..., bool] = is_staff
    filename: str = ""
    description: Any = ""
    weight: int = 50


exports: "Registry[Export]" = Registry("exports")
