"""How one value is written, whatever the file."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from agora.exports.registries import BOOLEAN, DATE, DATETIME, DECIMAL, INTEGER, JSON, Column

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Not allowed in XML, so neither in a spreadsheet: one of them and the file does not open.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def guarded(text: str) -> str:
    """Disarm a text a spreadsheet would compute; `-1` in a number column never comes here."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Take off one guard, and only a guard."""
    return text[1:] if text.startswith(tuple(f"'{sign}" for sign in _FORMULA)) else text


def value_of(row: Mapping[str, Any], column: Column) -> Any:
    """Return the cell as the type of its column: local time, plain text without control letters."""
    value = row.get(column.key)
    if value is None or value == "":
        return None
    if column.kind in (INTEGER, DECIMAL, BOOLEAN, JSON):
        return value
    if column.kind == DATETIME and isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    if column.kind == DATE and isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if column.kind == DATE else _ILLEGAL.sub("", str(value))


def written(value: Any, column: Column) -> str:
    """Return the cell as a CSV writes it."""
    if value is None:
        return ""
    if column.kind == BOOLEAN:
        return "true" if value else "false"
    if column.kind in (INTEGER, DECIMAL):
        return str(value)
    if column.kind == JSON:
        return guarded(json.dumps(value, ensure_ascii=False, default=str))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else guarded(value)
