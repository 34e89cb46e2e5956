"""VAT by territory and date: which rate a line may bear, and why another bears none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.einvoice.document import (
    CORSE,
    EXEMPT,
    GUADELOUPE,
    GUYANE,
    MARTINIQUE,
    MAYOTTE,
    METROPOLE,
    REUNION,
    STANDARD,
)


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """What a line says of VAT: BT-151, BT-152, and BT-120, BT-121 when there is none to pay."""

    category: str
    rate: Decimal
    exemption_code: str = ""
    exemption_reason: str = ""


TRAINING = Treatment(
    category=EXEMPT,
    rate=Decimal(0),
    exemption_code="VATEX-EU-132-1I",
    exemption_reason="TVA non applicable, art. 261-4-4° a du CGI",
)
OUTSIDE = Treatment(  # no VATEX code exists for it: BT-120 alone satisfies BR-E-10
    category=EXEMPT,
    rate=Decimal(0),
    exemption_reason="TVA non applicable, art. 294-1 du CGI",
)

# (first day, rate), newest first. CGI art. 278 and 296; Corsica departs for goods, not services.
SINCE = date(2014, 1, 1)  # nothing of ours is older
_MAINLAND = ((SINCE, Decimal(20)),)
_OVERSEAS = ((date(1995, 8, 1), Decimal("8.5")),)
_RATES = {
    METROPOLE: _MAINLAND,
    CORSE: _MAINLAND,
    GUADELOUPE: _OVERSEAS,
    MARTINIQUE: _OVERSEAS,
    REUNION: _OVERSEAS,
    GUYANE: (),
    MAYOTTE: (),
}


def services(territory: str, on: date) -> Treatment:
    """How hosting, upkeep or advice is taxed there on that day; ValueError before `SINCE`."""
    rates = _RATES[territory]
    if not rates:
        return OUTSIDE
    for since, rate in rates:
        if on >= since:
            return Treatment(category=STANDARD, rate=rate)
    raise ValueError(f"No VAT rate is known in {territory} on {on}")


def allowed(territory: str, on: date) -> tuple[Treatment, ...]:
    """Every treatment a line may bear there on that day."""
    return (services(territory, on), TRAINING)
