"""The books as they stand: issued documents with what is owed on them and whose turn it is.

All amounts are integer cents including VAT, but those of contracts and due items, which exclude it.
Nothing is stored: sums of facts by subquery, deliveries from their statuses, at a fixed number of
queries whatever the number of rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from billing import money
from billing.balance import Balance, Payment
from billing.delivery import Delivery, Turn, delivery
from billing.models import (
    Artifact,
    Chorus,
    Contract,
    ContractLine,
    ContractState,
    DeliveryEvent,
    DueItem,
    DueState,
    FactKind,
    Invoice,
    InvoiceKind,
    InvoiceState,
    LedgerFact,
    Quote,
    QuoteState,
    Unit,
)

AGES: Sequence[tuple[int, int | None]] = ((0, 30), (31, 60), (61, 90), (91, None))
"""Bounds of the aged balance, in days since reception, both included."""
AHEAD = timedelta(days=365)
OURS = (Chorus.A_RECYCLER, Chorus.SUSPENDUE, Chorus.REJETEE)
"""Statuses that give us the ball back."""


@dataclass(frozen=True)
class Entry:
    """An issued document, what is owed on it and where it is on its way to the payer."""

    invoice: Invoice
    balance: Balance
    delivery: Delivery

    @property
    def is_open(self) -> bool:
        """Whether money is still expected."""
        return not self.invoice.is_credit_note and self.balance.due > 0

    @property
    def payment(self) -> Payment | None:
        """State of the payment; a credit note has none."""
        return None if self.invoice.is_credit_note else self.balance.state

    @property
    def last_note(self) -> str:
        """The last reason the buyer gave, if any; at no query."""
        notes = [event.note for event in self.invoice.deliveries.all() if event.note]
        return notes[-1] if notes else ""


@dataclass(frozen=True)
class Amount:
    """How many, and how much together in cents."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True)
class Renewal:
    """A term that ends soon, and what it brings in a year (cents excluding VAT)."""

    contract: Contract
    ends_on: date
    notice_before: date
    yearly_cents: int
    renewals_left: int


def documents() -> QuerySet[Any]:
    """Issued invoices and credit notes with the sums of their facts and their statuses, prefetched.

    To be read with `entry`; `due_cents` may be filtered and ordered by.
    """
    pdf = Artifact.objects.filter(invoice=OuterRef("pk"), kind="pdf")
    return (
        summed(Invoice.objects.filter(state=InvoiceState.ISSUED))
        .select_related("account", "corrects")
        .prefetch_related("deliveries")
        .annotate(has_pdf=Exists(pdf))
        .order_by("-issued_on", "-pk")
    )


def summed(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Invoices with the sums of their facts by kind, and `due_cents`, what is left of them."""
    sums = {f"sum_{kind}": _sum(kind) for kind in FactKind.values}
    left = F("sum_invoice") - F("sum_credit") - F("sum_payment") + F("sum_reversal")
    return rows.annotate(**sums).annotate(due_cents=left)


def _sum(kind: str) -> Any:
    facts = LedgerFact.objects.filter(invoice=OuterRef("pk"), kind=kind).order_by()
    total = facts.values("invoice").annotate(total=Sum("cents")).values("total")
    return Coalesce(Subquery(total, output_field=BigIntegerField()), 0)


def open_documents() -> QuerySet[Any]:
    """Those of `documents` on which money is expected."""
    return documents().filter(kind=InvoiceKind.INVOICE, due_cents__gt=0)


def entry(invoice: Any) -> Entry:
    """Read one row of `documents`, at no query."""
    return Entry(
        invoice=invoice,
        balance=Balance(
            owed=invoice.sum_invoice,
            credited=invoice.sum_credit,
            received=invoice.sum_payment,
            returned=invoice.sum_reversal,
        ),
        delivery=delivery(invoice.deliveries.all(), payment_days=invoice.payment_days),
    )


def entries(found: Iterable[Invoice]) -> list[Entry]:
    """Read rows of `documents`."""
    return [entry(invoice) for invoice in found]


def document_or_404(uid: UUID | str) -> Entry:
    """One issued document."""
    found = documents().filter(uid=uid).first()
    if found is None:
        raise Http404
    return entry(found)


def open_entries() -> list[Entry]:
    """Invoices on which money is expected, the oldest first; three queries."""
    return entries(open_documents().order_by("issued_on", "pk"))


def late(on: date, *, found: Iterable[Entry] | None = None) -> list[Entry]:
    """Open invoices whose legal term is past, the latest first; never those we did not deposit."""
    rows = [one for one in _open(found) if one.delivery.late_by(on)]
    return sorted(rows, key=lambda one: (-one.delivery.late_by(on), one.invoice.pk))


def aged_balance(on: date, *, found: Iterable[Entry] | None = None) -> list[Amount]:
    """What is owed: not received yet by the payer, then by days since reception (`AGES`)."""
    counts, cents = [0] * (len(AGES) + 1), [0] * (len(AGES) + 1)
    for one in _open(found):
        place = _age_band(one.delivery.age(on))
        counts[place] += 1
        cents[place] += one.balance.due
    return [Amount(*pair) for pair in zip(counts, cents, strict=True)]


def _open(found: Iterable[Entry] | None) -> Iterable[Entry]:
    return open_entries() if found is None else (one for one in found if one.is_open)


def _age_band(age: int | None) -> int:
    if age is None:
        return 0
    return next(place for place, (_from, to) in enumerate(AGES, start=1) if to is None or age <= to)


def in_force(on: date) -> QuerySet[Contract]:
    """Contracts that bind both sides on a day: inside their term, or about to be renewed."""
    renewable = Q(state=ContractState.ACTIVE, renewals_used__lt=F("max_renewals"))
    return Contract.objects.filter(
        Q(ends_on__gte=on) | renewable,
        starts_on__lte=on,
        state__in=(ContractState.ACTIVE, ContractState.NOTICE_GIVEN),
    )


def arr(on: date) -> int:
    """What contracts in force bring in a whole year, in cents excluding VAT."""
    lines = ContractLine.objects.filter(contract__in=in_force(on), unit=Unit.YEAR)
    return sum(money.times(line.unit_cents, line.quantity) for line in lines)


def renewals(on: date) -> list[Renewal]:
    """Terms that end within a year and may go on, the nearest first; two queries."""
    ending = Contract.objects.filter(
        state=ContractState.ACTIVE, ends_on__gte=on, ends_on__lt=on + AHEAD
    )
    found = ending.select_related("account").prefetch_related("lines").order_by("ends_on", "pk")
    return [
        Renewal(
            contract=one,
            ends_on=one.ends_on,
            notice_before=one.ends_on - timedelta(days=one.notice_days),
            yearly_cents=sum(
                money.times(line.unit_cents, line.quantity)
                for line in one.lines.all()
                if line.unit == Unit.YEAR
            ),
            renewals_left=one.max_renewals - one.renewals_used,
        )
        for one in found
    ]


def due_items(state: str, *, until: date | None = None) -> Amount:
    """Due items in a state, of those to invoice by a day if told; cents excluding VAT."""
    found = DueItem.objects.filter(state=state)
    if until is not None:
        found = found.filter(due_from__lte=until)
    rows = list(found.values_list("cents", flat=True))
    return Amount(len(rows), sum(rows))


def to_invoice(on: date) -> Amount:
    """Ready, and due to be invoiced by a day."""
    return due_items(DueState.READY, until=on)


def blocked() -> Amount:
    """Waiting for the reference that the buyer demands."""
    return due_items(DueState.AWAITING_REF)


def quotes_waiting() -> Amount:
    """Quotes sent and not answered; cents including VAT of the first year."""
    rows = list(
        Quote.objects.filter(state=QuoteState.SENT).values_list("ttc_cents", flat=True).order_by()
    )
    return Amount(len(rows), sum(rows))


def to_deposit() -> list[Entry]:
    """Documents whose delivery waits for us, the oldest first; two queries.

    Never deposited, to send again, suspended or rejected; not those a credit note has annulled.
    """
    seen = DeliveryEvent.objects.filter(invoice=OuterRef("pk"))
    found = documents().filter(~Exists(seen) | Exists(seen.filter(code__in=OURS)))
    rows = entries(found.order_by("issued_on", "pk"))
    return [
        one
        for one in rows
        if one.delivery.turn == Turn.PROVIDER and one.payment != Payment.CREDITED
    ]
