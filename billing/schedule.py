"""From a contract to what falls due when: periods and cents, without tables nor clock.

A contract whose terms end with the calendar year is billed by calendar years, the first one pro
rata; another is billed twelve months at a time from its first day. Only the last part of a
contract that was cut short is then pro rata. Money in cents excluding VAT.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from billing import money

PLANNED_BEFORE = timedelta(days=180)
"""How long before its first day a period is planned: a town hall votes its budget meanwhile."""
ASKED_BEFORE = timedelta(days=30)
"""How long before its first day the engagement is asked for."""


@dataclass(frozen=True)
class Period:
    """Days billed together, both ends included, inside the year that prices are said for."""

    start: date
    end: date
    year_start: date
    year_end: date

    @property
    def days(self) -> int:
        return money.days_between(self.start, self.end)

    @property
    def year_days(self) -> int:
        return money.days_between(self.year_start, self.year_end)

    @property
    def is_whole(self) -> bool:
        return self.days == self.year_days

    @property
    def note(self) -> str:
        """« 153/365 jours »; nothing for a whole year."""
        if self.is_whole:
            return ""
        return _("%(days)s/%(year)s jours") % {"days": self.days, "year": self.year_days}


@dataclass(frozen=True)
class Priced:
    """A line to plan: its key, its price (of a year, or once), whether it comes back each year."""

    key: int
    cents: int
    yearly: bool


@dataclass(frozen=True)
class Planned:
    """One amount for one period of one line."""

    key: int
    start: date
    end: date
    cents: int
    note: str


def anniversary(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def first_end(starts_on: date, *, to_year_end: bool) -> date:
    """The last day of the first term."""
    if to_year_end:
        return date(starts_on.year, 12, 31)
    return anniversary(starts_on, 1) - timedelta(days=1)


def next_end(starts_on: date, ends_on: date, *, to_year_end: bool) -> date:
    """The last day of the term after one that ends on `ends_on`."""
    return next(
        period.year_end
        for period in periods(starts_on, date.max, to_year_end=to_year_end)
        if period.year_end > ends_on
    )


def last_end(starts_on: date, ends_on: date, renewals: int, *, to_year_end: bool) -> date:
    """The last day once so many renewals more are used."""
    for _renewal in range(renewals):
        ends_on = next_end(starts_on, ends_on, to_year_end=to_year_end)
    return ends_on


def periods(starts_on: date, ends_on: date, *, to_year_end: bool) -> Iterator[Period]:
    """Cut a contract in periods, in order, no day twice and none left out."""
    start, rank = starts_on, 0
    while start <= ends_on:
        if to_year_end:
            year_start, year_end = date(start.year, 1, 1), date(start.year, 12, 31)
        else:
            year_start = anniversary(starts_on, rank)
            year_end = anniversary(starts_on, rank + 1) - timedelta(days=1)
        yield Period(start, min(year_end, ends_on), year_start, year_end)
        start, rank = year_end + timedelta(days=1), rank + 1


def parts(prices: Sequence[int], period: Period) -> list[int]:
    """Yearly prices cut to a period; their sum is the sum cut, to the cent."""
    total = sum(prices)
    if period.is_whole or not total:
        return list(prices)
    cut = money.whole(Decimal(total) * period.days / period.year_days)
    return money.shared(cut, prices)


def planned(
    lines: Sequence[Priced], starts_on: date, ends_on: date, *, to_year_end: bool, until: date
) -> list[Planned]:
    """All that falls due for periods that begin on `until` or before, in order of days."""
    yearly = [line for line in lines if line.yearly]
    found = [
        Planned(line.key, starts_on, starts_on, line.cents, "")
        for line in lines
        if not line.yearly and starts_on <= until
    ]
    for period in periods(starts_on, ends_on, to_year_end=to_year_end):
        if period.start > until:
            break
        cents = parts([line.cents for line in yearly], period)
        found += [
            Planned(line.key, period.start, period.end, amount, period.note)
            for line, amount in zip(yearly, cents, strict=True)
        ]
    return found
