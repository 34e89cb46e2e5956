"""Money: integer cents in tables, `Decimal` in sums, never a float; halves go up.

Amounts are euros excluding VAT unless a name says otherwise (`ht`, `vat`, `ttc`).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
LARGEST = 100_000_000_00
"""A hundred million euros, in cents: more is a slip of the hand."""

_TYPED = re.compile(r"-?\d{1,9}(?:[.,]\d{1,2})?\Z")


def whole(amount: Decimal) -> int:
    """Round an amount in cents to whole cents, halves up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def euros(cents: int) -> Decimal:
    """Cents as euros with two decimals."""
    return Decimal(cents).scaleb(-2).quantize(CENT)


def plain(cents: int) -> str:
    """Cents as machines write euros: `14100.00`."""
    return f"{euros(cents):f}"


def comma(cents: int) -> str:
    """Cents as French accounting files write euros: `14100,00`."""
    return plain(cents).replace(".", ",")


def typed(text: str) -> int:
    """Read euros as people type them (`1 234,56 €`) and return cents.

    Raises ValidationError for anything else: letters, NaN, exponents, a third decimal.
    """
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix("€")
    if not _TYPED.fullmatch(bare) or not bare.isascii():
        raise ValidationError(_("Montant attendu\u00a0: 1234,56."), code="amount")
    cents = int(Decimal(bare.replace(",", ".")).scaleb(2))
    if abs(cents) > LARGEST:
        raise ValidationError(_("Montant attendu\u00a0: 1234,56."), code="amount")
    return cents


def times(unit_cents: int, quantity: Decimal) -> int:
    """A quantity at a unit price, in whole cents."""
    return whole(quantity * unit_cents)


def vat(base_cents: int, rate: Decimal) -> int:
    """VAT on a base at a rate in percent; on the sum of a rate's lines, not line by line."""
    return whole(base_cents * rate / 100)


def shared(cents: int, weights: Sequence[int]) -> list[int]:
    """Cut an amount in parts by weights, to the cent: the largest remainders get what is left."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are whole, none below zero, not all zero")
    sign, amount = (-1, -cents) if cents < 0 else (1, cents)
    parts = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % total), n))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def days_between(start: date, end: date) -> int:
    """Days of a period, both ends included."""
    return (end - start).days + 1


def days_in_year(year: int) -> int:
    """365 or 366."""
    return days_between(date(year, 1, 1), date(year, 12, 31))


def prorated(yearly_cents: int, start: date, end: date) -> int:
    """Part of a yearly price for a period inside one calendar year, both ends included."""
    if start.year != end.year or end < start:
        raise ValueError("a pro rata lies inside one calendar year")
    return whole(Decimal(yearly_cents) * days_between(start, end) / days_in_year(start.year))


def prorated_all(prices: Iterable[int], start: date, end: date) -> list[int]:
    """Pro rata of several yearly prices whose sum is the pro rata of the sum, to the cent."""
    wanted = list(prices)
    total = prorated(sum(wanted), start, end)
    return shared(total, wanted) if sum(wanted) else [0 for _price in wanted]
