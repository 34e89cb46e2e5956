"""The price grid: what a city of a size pays, read from rows. Cents excluding VAT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from billing.costing import Item, vat_rule_of
from billing.models import UNIT_OF, Kind

LARGEST = 250_000
"""From this population on, all is on quote."""


class OnQuote(Exception):
    """The grid says no price for a city of that size."""


class Row(Protocol):
    """A price of the grid; `pop_max` is the first population that no longer fits."""

    kind: int
    pop_min: int
    pop_max: int | None
    cents: int | None


@dataclass(frozen=True)
class Price:
    """A price to put in the grid."""

    kind: int
    pop_min: int
    pop_max: int | None
    cents: int | None


def _banded(kind: int, bands: Sequence[tuple[int, int]]) -> list[Price]:
    """Prices by upper bound, then « sur devis » above the last one."""
    floors = [0, *(top for top, _cents in bands)]
    found = [Price(kind, floors[n], top, cents) for n, (top, cents) in enumerate(bands)]
    return [*found, Price(kind, floors[-1], None, None)]


BOUNDS = (3_500, 10_000, 20_000, 50_000, 100_000, LARGEST)
_SETUP = (900_00, 1_500_00, 2_200_00, 2_900_00, 3_600_00, 4_800_00)
_HOSTING = (1_440_00, 2_880_00, 4_680_00, 6_600_00, 8_460_00, 11_700_00)
_MAINTENANCE = (960_00, 1_920_00, 3_120_00, 4_400_00, 5_640_00, 7_800_00)
DEMO_GRID: tuple[Price, ...] = (
    *_banded(Kind.SETUP, list(zip(BOUNDS, _SETUP, strict=True))),
    *_banded(Kind.HOSTING, list(zip(BOUNDS, _HOSTING, strict=True))),
    *_banded(Kind.MAINTENANCE, list(zip(BOUNDS, _MAINTENANCE, strict=True))),
    Price(Kind.TRAINING, 0, None, 1_200_00),
    Price(Kind.ADVICE, 0, None, 950_00),
)
"""Hosting and maintenance of a year: 2 400, 4 800, 7 800, 11 000, 14 100, 19 500 euros."""


def price_of(rows: Iterable[Row], kind: int, population: int) -> int:
    """The price of a kind for a population; raises OnQuote where the grid says none."""
    for row in rows:
        top = row.pop_max
        if row.kind == kind and row.pop_min <= population and (top is None or population < top):
            if row.cents is None:
                break
            return row.cents
    raise OnQuote(kind)


def offered(
    rows: Sequence[Row],
    population: int,
    *,
    training_days: Decimal = Decimal(0),
    advice_days: Decimal = Decimal(0),
    suffix: str = "",
    city: int | None = None,
) -> list[Item]:
    """The lines of the grid for a city; `suffix` names it where several share an offer."""
    wanted = [
        (Kind.SETUP, Decimal(1)),
        (Kind.HOSTING, Decimal(1)),
        (Kind.MAINTENANCE, Decimal(1)),
        (Kind.TRAINING, training_days),
        (Kind.ADVICE, advice_days),
    ]
    return [
        Item(
            kind=kind,
            label=f"{kind.label}{suffix}"[:100],
            unit_cents=price_of(rows, kind, population),
            quantity=quantity,
            unit=UNIT_OF[kind],
            vat_rule=vat_rule_of(kind),
            city=city,
        )
        for kind, quantity in wanted
        if quantity
    ]
