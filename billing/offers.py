"""From an offer to its paper: what a quote says, as rows or as typed by a visitor, on one page.

Words on the paper are French whoever reads: it is what the town hall signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from billing.costing import Cost, FirstYear, Item, cost
from billing.documents import UNIT_CODES, seller
from billing.einvoice import page, wording
from billing.einvoice.document import EACH, Line, Party, Period, Tax, Totals, taxes_of, totals_of
from billing.models import Provider, Quote, Unit
from billing.vat import Treatment, vat_of


@dataclass(frozen=True)
class Sums:
    """Totals of an offer in cents: the first year with its VAT, and all renewals without."""

    ht_cents: int
    vat_cents: int
    ttc_cents: int
    whole_ht_cents: int


@dataclass(frozen=True)
class Told:
    """An offer worked out: its cost, its lines as printed, its VAT by rate."""

    cost: Cost
    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    whole: Totals

    @property
    def totals(self) -> Totals:
        return totals_of(self.taxes)

    @property
    def sums(self) -> Sums:
        first = self.totals
        return Sums(first.net_cents, first.vat_cents, first.gross_cents, self.cost.whole_cents)


def items_of(quote: Quote) -> list[Item]:
    """The lines of a quote, as offered."""
    return [
        Item(
            kind=line.kind,
            label=line.label,
            unit_cents=line.unit_cents,
            quantity=Decimal(line.quantity),
            unit=line.unit,
            vat_rule=line.vat_rule,
            city=line.city_id,
        )
        for line in quote.lines.all()
    ]


def cost_of(quote: Quote) -> Cost:
    """What a quote costs, without its VAT: enough for a page."""
    return cost(
        items_of(quote),
        starts_on=quote.starts_on,
        renewals=quote.max_renewals,
        to_year_end=quote.to_year_end,
    )


def told(found: Cost, *, territory: str, provider: Provider, on: date) -> Told:
    """Add the VAT of a territory on a day. Raises TerritoryClosed."""
    rules = {
        rule: vat_of(
            territory,
            rule,
            on=on,
            training_exempt=provider.training_exempt,
            overseas_open=provider.overseas_open,
        )
        for rule in {line.item.vat_rule for line in found.lines}
    }
    lines = tuple(_line(line, rules[line.item.vat_rule]) for line in found.lines)
    later = [
        _printed(line.item, line.item.cents * found.renewals, rules[line.item.vat_rule])
        for line in found.lines
        if line.item.is_yearly and found.renewals
    ]
    return Told(found, lines, taxes_of(lines), totals_of(taxes_of([*lines, *later])))


def paper(
    said: Told,
    *,
    number: str,
    on: date,
    valid_until: date,
    provider: Provider,
    buyer: Party,
    notes: Iterable[str] = (),
) -> page.Offer:
    """The page of an offer."""
    return page.Offer(
        number=number,
        issued_on=on,
        valid_until=valid_until,
        seller=seller(provider),
        buyer=buyer,
        lines=said.lines,
        taxes=said.taxes,
        totals=said.totals,
        years=said.cost.years,
        whole=said.whole if said.cost.yearly_cents else None,
        threshold_cents=provider.dispense_threshold_cents,
        terms=_terms(said.cost),
        notes=tuple(notes),
    )


def _terms(found: Cost) -> tuple[str, ...]:
    terms = ["Paiement par virement sous 30 jours, par mandat administratif via Chorus Pro."]
    if found.yearly_cents and found.period and not found.period.is_whole:
        year = wording.money(found.yearly_cents)
        first = wording.day(found.period.end)
        terms.insert(
            0, f"Première année jusqu’au {first}\u00a0; année pleine ensuite\u00a0: {year} HT."
        )
    if found.yearly_cents and found.renewals:
        times = f"{found.renewals} fois" if found.renewals > 1 else "une fois"
        terms.insert(1, f"Reconductible {times}, par année, sauf dénonciation.")
    return tuple(terms)


def _line(line: FirstYear, vat: Treatment) -> Line:
    """A yearly line begun late is one unit of its part: 0.4192 of a price is off by cents."""
    if line.is_cut:
        return _printed(line.item, line.cents, vat, note=_cut_note(line), period=line.period)
    return Line(
        label=line.item.label,
        quantity=line.item.quantity.normalize() if line.item.quantity % 1 else line.item.quantity,
        unit_code=UNIT_CODES[Unit(line.item.unit)],
        unit_cents=line.item.unit_cents,
        net_cents=line.cents,
        vat_category=vat.category,
        vat_rate=vat.rate,
        exemption_code=vat.exemption_code,
        exemption_reason=vat.exemption_reason,
        period=_days(line),
    )


def _printed(
    item: Item, cents: int, vat: Treatment, *, note: str = "", period: object = None
) -> Line:
    return Line(
        label=item.label,
        unit_code=EACH,
        unit_cents=cents,
        net_cents=cents,
        note=note,
        vat_category=vat.category,
        vat_rate=vat.rate,
        exemption_code=vat.exemption_code,
        exemption_reason=vat.exemption_reason,
        period=Period(start=period.start, end=period.end) if period else None,  # type: ignore[attr-defined]
    )


def _days(line: FirstYear) -> Period | None:
    if line.period is None or not line.item.is_yearly:
        return None
    return Period(start=line.period.start, end=line.period.end)


def _cut_note(line: FirstYear) -> str:
    period = line.period
    assert period is not None
    return f"{period.days}/{period.year_days} jours de {wording.money(line.item.cents)} par an"


def named(labels: Sequence[str]) -> str:
    """Names in a row, as a title says them."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} et {labels[-1]}"
