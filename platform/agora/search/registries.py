"""What slices offer to the search page."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from agora.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """One kind of thing people may find.

    `visible_to(actor)` returns the rows that person may read, with whatever the functions
    below need already joined; the model has a `SearchColumn` named `vector`.
    """

    label: Any  # plural, shown as a filter: « Propositions »
    model: type[Model]
    visible_to: Callable[[Any], QuerySet[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    excerpt: Callable[[Any], str] = lambda found: getattr(found, "body", "")
    date: Callable[[Any], datetime.date | None] = lambda found: None
    kind: Callable[[Any], Any] | None = None  # word above one result, when finer than the label
    boost: float = 1.0  # multiplies the rank
    vector: str = "search"
    weight: int = 50  # place among the filters


searchables: "Registry[Searchable]" = Registry("searchables")
