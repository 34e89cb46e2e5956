"""What an invoice or a credit note says, as frozen facts. Amounts are integer cents.

Business terms (BT, BG) are those of EN 16931. Amounts of a credit note are positive: its kind
alone says which way the money goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing import money

INVOICE = "380"  # UNTDID 1001
CREDIT_NOTE = "381"

STANDARD = "S"  # UNTDID 5305
EXEMPT = "E"

EACH = "C62"  # UN/ECE Recommendation 20: one
DAY = "DAY"
YEAR = "ANN"

METROPOLE = "metropole"
CORSE = "corse"
GUADELOUPE = "guadeloupe"
MARTINIQUE = "martinique"
REUNION = "reunion"
GUYANE = "guyane"
MAYOTTE = "mayotte"
TERRITORIES = (METROPOLE, CORSE, GUADELOUPE, MARTINIQUE, REUNION, GUYANE, MAYOTTE)


@dataclass(frozen=True, kw_only=True)
class Party:
    """Seller (BG-4) or buyer (BG-7). `siret` is 14 digits; `vat_id` is empty when there is none."""

    name: str
    siret: str
    vat_id: str = ""
    street: str = ""
    extra: str = ""
    postcode: str = ""
    city: str = ""
    country_code: str = "FR"
    contact: str = ""
    email: str = ""
    phone: str = ""
    legal_note: str = ""
    """Legal form, capital, RCS: printed, and BT-33 of the seller."""

    @property
    def siren(self) -> str:
        return self.siret[:9]


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days, both included (BG-14 for the document, BG-26 for a line)."""

    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line (BG-25). A year begun late is quantity 1 at the prorated price, said in the note."""

    label: str
    unit_cents: int
    net_cents: int
    vat_rate: Decimal
    quantity: Decimal = Decimal(1)
    unit_code: str = EACH
    note: str = ""
    vat_category: str = STANDARD
    exemption_code: str = ""
    exemption_reason: str = ""
    period: Period | None = None


@dataclass(frozen=True, kw_only=True)
class Tax:
    """VAT of one rate (BG-23), counted on the sum of its lines."""

    category: str
    rate: Decimal
    base_cents: int
    tax_cents: int
    exemption_code: str = ""
    exemption_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """The invoice that a credit note corrects (BG-3)."""

    number: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class Document:
    """An invoice (380) or a credit note (381), whole. Dates are Europe/Paris.

    `territory` is where VAT is due; `order_ref` is the buyer's engagement or purchase order;
    `iban` is where the buyer pays, whichever the rail.
    """

    kind: str
    number: str
    issued_on: date
    due_on: date | None
    delivered_on: date
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    net_cents: int
    vat_cents: int
    gross_cents: int
    territory: str = METROPOLE
    public_buyer: bool = True
    service_code: str = ""  # BT-10
    contract_ref: str = ""  # BT-12: marché, convention
    order_ref: str = ""  # BT-13: engagement, bon de commande
    period: Period | None = None  # BG-14
    payment_terms: str = ""  # BT-20
    iban: str = ""
    bic: str = ""
    account_name: str = ""
    vat_on_debits: bool = False
    corrects: Correction | None = None
    notes: tuple[str, ...] = ()
    """Free sentences printed at the foot and sent as BT-22 without a subject code."""

    @property
    def is_credit_note(self) -> bool:
        return self.kind == CREDIT_NOTE


def line_total(*, quantity: Decimal, unit_cents: int) -> int:
    """BT-131 in cents: quantity by price."""
    return money.times(unit_cents, quantity)


def taxes_of(lines: Iterable[Line]) -> tuple[Tax, ...]:
    """VAT of each rate on the sum of its lines, highest rate first (rounding by line drifts).

    Lines exempt for several reasons make one row (BR-E-01), which gives them all; a code then
    would tell half of it, and the text is enough (BR-E-10).
    """
    groups: dict[tuple[str, Decimal], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.vat_category, line.vat_rate), []).append(line)
    return tuple(
        _tax(category, rate, groups[category, rate])
        for category, rate in sorted(groups, key=lambda key: (-key[1], key[0]))
    )


def _tax(category: str, rate: Decimal, lines: list[Line]) -> Tax:
    base = sum(line.net_cents for line in lines)
    codes = {line.exemption_code for line in lines}
    return Tax(
        category=category,
        rate=rate,
        base_cents=base,
        tax_cents=money.vat(base, rate),
        exemption_code=codes.pop() if len(codes) == 1 else "",
        exemption_reason=" ; ".join(dict.fromkeys(line.exemption_reason for line in lines)),
    )


@dataclass(frozen=True, kw_only=True)
class Totals:
    """BT-109, BT-110 and BT-112, in cents."""

    net_cents: int
    vat_cents: int
    gross_cents: int


def totals_of(taxes: Iterable[Tax]) -> Totals:
    """What the VAT table adds up to."""
    taxes = tuple(taxes)
    net = sum(tax.base_cents for tax in taxes)
    vat = sum(tax.tax_cents for tax in taxes)
    return Totals(net_cents=net, vat_cents=vat, gross_cents=net + vat)
