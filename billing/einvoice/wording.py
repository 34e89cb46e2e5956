"""How French paper writes amounts, dates, quantities and accounts. Always French: it is the law's.

Spaces inside a figure are U+00A0, so that no line breaks there and a screen reader reads one word.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from billing.einvoice.document import DAY, YEAR, Period

_FIRST_HALF = ("janvier", "février", "mars", "avril", "mai", "juin")
_SECOND_HALF = ("juillet", "août", "septembre", "octobre", "novembre", "décembre")
MONTHS = (*_FIRST_HALF, *_SECOND_HALF)
UNITS = {DAY: ("jour", "jours"), YEAR: ("an", "ans")}


def money(cents: int) -> str:
    """Cents as « 14 100,00 € »."""
    sign = "\u2212" if cents < 0 else ""  # the true minus sign
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{euros:,}".replace(",", "\u00a0") + f",{rest:02d}\u00a0€"


def decimal(value: Decimal) -> str:
    """« 8,5 », « 20 »: a decimal comma and no useless zero."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def percent(rate: Decimal) -> str:
    return f"{decimal(rate)}\u00a0%"


def quantity(value: Decimal, unit_code: str) -> str:
    """« 2 jours », « 1 »."""
    one, many = UNITS.get(unit_code, ("", ""))
    unit = many if value >= 2 else one  # French: plural from two on
    return f"{decimal(value)}\u00a0{unit}" if unit else decimal(value)


def day(on: date) -> str:
    """« 1er août 2026 »."""
    number = "1er" if on.day == 1 else str(on.day)
    return f"{number}\u00a0{MONTHS[on.month - 1]}\u00a0{on.year}"


def span(period: Period) -> str:
    """« du 1er août 2026 au 31 décembre 2026 », the year said once when it is one."""
    start = day(period.start)
    if period.start.year == period.end.year:
        start = start.rpartition("\u00a0")[0]
    return f"du {start} au {day(period.end)}"


def grouped(code: str, *sizes: int) -> str:
    """A long code cut as people read it: 3 3 3 5 for a SIRET, fours for an IBAN by default."""
    parts, rest = [], code
    for size in sizes or (4,) * (len(code) // 4 + 1):
        parts.append(rest[:size])
        rest = rest[size:]
    return "\u00a0".join(part for part in [*parts, rest] if part)
