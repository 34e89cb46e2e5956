"""« Pourquoi cet état ? »: facts of an invoice in order, each with its source and what is owed.

A pure function: the provider's page and the city's show the same lines, from their own rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from billing.models import FactKind, Source

ADDS = (FactKind.INVOICE, FactKind.REVERSAL)
"""Kinds that raise what is owed; the others lower it."""


@dataclass(frozen=True)
class Line:
    """One fact: its day, what it is, who says so, its cents with their sign, what is owed after."""

    on: date
    kind: Any
    source: Any
    source_id: str
    cents: int
    owed: int


def why(facts: Iterable[Any]) -> list[Line]:
    """Put facts in order and add them up; an earlier one told late takes its place by its day."""
    lines, owed = [], 0
    for fact in sorted(facts, key=lambda one: (one.effective_on, one.pk)):
        signed = fact.cents if fact.kind in ADDS else -fact.cents
        owed += signed
        lines.append(
            Line(
                on=fact.effective_on,
                kind=FactKind(fact.kind).label,
                source=Source(fact.source_system).label,
                source_id=fact.source_id,
                cents=signed,
                owed=owed,
            )
        )
    return lines
