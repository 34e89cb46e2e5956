"""What an offer costs: first year, whole year, over every renewal. Cents excluding VAT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from billing import money
from billing.models import Kind, Unit
from billing.schedule import Period, first_end, parts, periods
from billing.vat import VatRule


@dataclass(frozen=True)
class Item:
    """A line offered; `city` is its key when it is for one city."""

    kind: int
    label: str
    unit_cents: int
    quantity: Decimal = Decimal(1)
    unit: str = Unit.YEAR
    vat_rule: str = VatRule.STANDARD
    city: int | None = None

    @property
    def cents(self) -> int:
        """Its price: of a whole year if yearly, of all its days, or once."""
        return money.times(self.unit_cents, self.quantity)

    @property
    def is_yearly(self) -> bool:
        return self.unit == Unit.YEAR


@dataclass(frozen=True)
class FirstYear:
    """What a line costs until the end of the first period; a prorated one is one unit of that."""

    item: Item
    cents: int
    period: Period | None = None

    @property
    def note(self) -> str:
        return self.period.note if self.period else ""

    @property
    def is_cut(self) -> bool:
        return self.period is not None and not self.period.is_whole


@dataclass(frozen=True)
class Cost:
    """The whole of an offer, `years` counting the first one."""

    lines: tuple[FirstYear, ...]
    once_cents: int
    yearly_cents: int
    first_cents: int
    renewals: int
    period: Period | None = field(default=None)

    @property
    def years(self) -> int:
        return self.renewals + 1

    @property
    def whole_cents(self) -> int:
        """Over all renewals: what a town hall compares with the threshold of dispense."""
        return self.first_cents + self.renewals * self.yearly_cents


def cost(
    items: Iterable[Item],
    *,
    starts_on: date | None,
    renewals: int,
    to_year_end: bool = True,
) -> Cost:
    """Add an offer up; without a first day, the first year is a whole one."""
    wanted = list(items)
    period = _first_period(starts_on, to_year_end=to_year_end)
    cut = iter(_cut([item.cents for item in wanted if item.is_yearly], period))
    lines = tuple(
        FirstYear(item, next(cut), period) if item.is_yearly else FirstYear(item, item.cents)
        for item in wanted
    )
    return Cost(
        lines=lines,
        once_cents=sum(item.cents for item in wanted if not item.is_yearly),
        yearly_cents=sum(item.cents for item in wanted if item.is_yearly),
        first_cents=sum(line.cents for line in lines),
        renewals=renewals,
        period=period,
    )


def vat_rule_of(kind: int) -> str:
    """Training may be exempt; the rest follows the territory."""
    return VatRule.TRAINING_EXEMPT if kind == Kind.TRAINING else VatRule.STANDARD


def _first_period(starts_on: date | None, *, to_year_end: bool) -> Period | None:
    if starts_on is None:
        return None
    end = first_end(starts_on, to_year_end=to_year_end)
    return next(periods(starts_on, end, to_year_end=to_year_end))


def _cut(prices: Sequence[int], period: Period | None) -> list[int]:
    return parts(prices, period) if period else list(prices)
