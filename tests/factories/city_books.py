"""One city's books, with a row of every sort; every text carries the mark of the city.

To be called inside `public()`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from billing.models import (
    BillingAccount,
    Chorus,
    Contract,
    DueItem,
    Invoice,
    InvoiceKind,
    Kind,
    OrderState,
    Paper,
    Quote,
    QuoteLine,
    QuoteState,
    ServiceDay,
    ServiceOrder,
    Unit,
)
from tenants.models import City
from tests.factories import billing

PDF = b"%PDF-1.7 the bytes as issued"
XML = b"<?xml version='1.0'?><rsm:CrossIndustryInvoice/>"


@dataclass(frozen=True)
class Books:
    """What was planted, for a test to ask for."""

    mark: str
    account: BillingAccount
    contract: Contract
    due: DueItem
    planned: DueItem
    invoice: Invoice
    credit_note: Invoice
    quote: Quote
    quote_pdf: Paper
    order: ServiceOrder
    scan: Paper


def plant(city: City, *, mark: str, account: BillingAccount | None = None) -> Books:
    """Plant one of each: contract, due items, invoice half paid, credit note, quote, order."""
    payer = account or billing.make_account(city=city, name=f"Payeur {mark}")
    contract = billing.make_contract(payer, title=f"Contrat {mark}")
    line = billing.make_line(contract, city=city, label=f"Hébergement {mark}")
    scan = _paper(payer, "order", f"{mark}.pdf")
    due, planned = (
        billing.make_due(
            contract,
            city=city,
            line=line,
            label=f"Hébergement {mark}",
            state=state,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            due_from=date(year, 1, 1),
            order_scan=scan if state == "awaiting_ref" else None,
        )
        for state, year in (("awaiting_ref", 2026), ("planned", 2027))
    )
    invoice = _invoice(payer, contract, mark)
    credit_note = billing.issued(
        payer,
        ht_cents=100_000,
        on=date(2026, 2, 20),
        kind=InvoiceKind.CREDIT_NOTE,
        corrects=invoice,
        reason=f"Geste {mark}",
        content=_bytes(f"avoir {mark}"),
    )
    quote = _quote(payer, city, mark)
    order = ServiceOrder.objects.create(
        account=payer,
        city=city,
        kind=Kind.TRAINING,
        state=OrderState.ORDERED,
        subject=f"Formation {mark}",
        wish="Deux jours en mai.",
        days_quoted=3,
        days_ordered=3,
        day_cents=120_000,
        by_label=f"Agent {mark}",
    )
    ServiceDay.objects.create(order=order, on=date(2026, 5, 4), days="1.5", note=f"Atelier {mark}")
    return Books(
        mark=mark,
        account=payer,
        contract=contract,
        due=due,
        planned=planned,
        invoice=invoice,
        credit_note=credit_note,
        quote=quote,
        quote_pdf=quote.pdf,
        order=order,
        scan=scan,
    )


def _invoice(payer: BillingAccount, contract: Contract, mark: str) -> Invoice:
    invoice = billing.issued(
        payer, contract=contract, engagement=f"ENG-{mark}", content=_bytes(mark)
    )
    billing.note_status(invoice, on=date(2026, 2, 3), chorus_number=f"CPP-{mark}")
    billing.note_status(invoice, Chorus.MISE_A_DISPOSITION, on=date(2026, 2, 5), note=f"Vu {mark}")
    billing.paid(invoice, 500_000, on=date(2026, 3, 1))
    return invoice


def _bytes(mark: str) -> dict[str, bytes]:
    return {"pdf": PDF + mark.encode(), "xml": XML + mark.encode()}


def _quote(payer: BillingAccount, city: City, mark: str) -> Quote:
    quote = Quote.objects.create(account=payer, title=f"Devis {mark}")
    QuoteLine.objects.create(
        quote=quote, city=city, kind=Kind.HOSTING, unit=Unit.YEAR, label="L", unit_cents=1_000_000
    )
    Quote.objects.filter(pk=quote.pk).update(
        number=f"DV-{mark}",
        state=QuoteState.SENT,
        sent_on=date(2026, 1, 5),
        valid_until=date(2026, 4, 5),
        vat_cents=200_000,
        ttc_cents=1_200_000,
        ht_cents=1_000_000,
        pdf=_paper(payer, "quote", f"DV-{mark}.pdf"),
    )
    quote.refresh_from_db()
    return quote


def _paper(payer: BillingAccount, kind: str, name: str) -> Paper:
    content = PDF + name.encode()
    return Paper.objects.create(
        account=payer,
        kind=kind,
        name=name,
        content_type="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
