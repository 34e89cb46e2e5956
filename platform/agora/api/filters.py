"""Filters a view names itself: `filters = {"consultation": Filter("consultation__slug")}`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

Apply = Callable[[QuerySet[Any], Any], QuerySet[Any]]


@dataclass(frozen=True)
class Filter:
    """One parameter: the lookup it feeds (or a function), its type, and what it means."""

    lookup: str | Apply
    kind: type = str
    description: str = ""

    def apply(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Keep the rows that answer."""
        return (
            self.lookup(rows, value)
            if callable(self.lookup)
            else rows.filter(**{self.lookup: value})
        )

    def read(self, raw: str) -> Any:
        """Return the typed value; raise ValueError when it is not of that type."""
        if "\x00" in raw:
            raise ValueError(raw)
        return date.fromisoformat(raw) if self.kind is date else self.kind(raw)


_EXPECTED = {int: "un nombre entier", date: "une date, par exemple 2026-03-01"}
_SCHEMA = {int: {"type": "integer"}, date: {"type": "string", "format": "date"}}


class Named(BaseFilterBackend):
    """Apply the filters of the view; say which parameter is wrong and what is expected."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        errors = {}
        for name, one in getattr(view, "filters", {}).items():
            raw = request.query_params.get(name, "")
            if not raw:
                continue
            try:
                queryset = one.apply(queryset, one.read(raw))
            except ValueError:
                expected = _EXPECTED.get(one.kind, "un texte simple")
                errors[name] = [_("Nous attendons %(expected)s.") % {"expected": expected}]
        if errors:
            raise ValidationError(errors)
        return queryset

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the filters in the OpenAPI schema."""
        return [
            {
                "name": name,
                "in": "query",
                "required": False,
                "description": str(one.description),
                "schema": _SCHEMA.get(one.kind, {"type": "string"}),
            }
            for name, one in getattr(view, "filters", {}).items()
        ]
