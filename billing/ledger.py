"""Adding facts to the ledger, once each, whatever order and however often they are told."""

from dataclasses import dataclass
from datetime import date

from billing import series
from billing.clock import now
from billing.models import FactKind, Invoice, LedgerFact, Series


@dataclass(frozen=True)
class Fact:
    """A fact to keep: `source_system` and `source_id` say whether it is known already."""

    kind: str
    invoice: Invoice
    cents: int
    source_system: str
    source_id: str
    effective_on: date


def note(fact: Fact) -> LedgerFact | None:
    """Keep a fact in the transaction of an action; return it, or None if it was known.

    Entries of a journal are numbered without gap in each year: the row of the series is locked
    before looking, so two who tell the same fact at once are one after the other.
    """
    sales = fact.kind in (FactKind.INVOICE, FactKind.CREDIT)
    journal = series.lock(Series.SALES if sales else Series.BANK, fact.effective_on.year)
    known = LedgerFact.objects.filter(
        source_system=fact.source_system, source_id=fact.source_id
    ).exists()
    if known:
        return None
    return LedgerFact.objects.create(
        kind=fact.kind,
        invoice=fact.invoice,
        cents=fact.cents,
        source_system=fact.source_system,
        source_id=fact.source_id,
        effective_on=fact.effective_on,
        journal=journal.code,
        year=journal.year,
        entry_no=series.take(journal),
        noted_at=now(),
    )
