"""Rows of the lists that leave: documents, receipts, facts, due items, accounting entries.

Amounts of the lists are euros with a decimal comma, ready to be written as they are.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from billing import fec
from billing.clock import day_of
from billing.models import DueItem, FactKind, Invoice, InvoiceState, LedgerFact, Source
from billing.money import comma
from billing.queries import books, receipts

_CHUNK = 500


def document_rows() -> Iterator[Mapping[str, Any]]:
    """Issued invoices and credit notes with both their states, oldest first."""
    found = books.documents().order_by("issued_on", "pk")
    for invoice in found.iterator(chunk_size=_CHUNK):
        one = books.entry(invoice)
        yield {
            "number": invoice.number,
            "kind": invoice.get_kind_display(),
            "issued_on": invoice.issued_on,
            "payer": invoice.account.name,
            "siret": invoice.account.siret,
            "engagement": invoice.engagement,
            "corrects": invoice.corrects.number if invoice.corrects else "",
            "ht": comma(invoice.ht_cents),
            "vat": comma(invoice.vat_cents),
            "ttc": comma(invoice.ttc_cents),
            "paid": comma(one.balance.paid),
            "due": comma(one.balance.due),
            "payment": one.payment.label if one.payment else "",
            "delivery": one.delivery.label,
            "due_on": one.delivery.due_on,
        }


def receipt_rows() -> Iterator[Mapping[str, Any]]:
    """Receipts, oldest first."""
    for one in receipts.receipts().order_by("received_on", "pk").iterator(chunk_size=_CHUNK):
        yield {
            "received_on": one.received_on,
            "cents": comma(one.cents),
            "reference": one.wording,
            "payer": one.payer,
            "given": comma(one.given),
            "left": comma(one.left),
            "set_aside": one.set_aside,
        }


def fact_rows() -> Iterator[Mapping[str, Any]]:
    """Every fact of the ledger, in the order of its journals."""
    found = LedgerFact.objects.select_related("invoice__account").order_by(
        "journal", "year", "entry_no"
    )
    for fact in found.iterator(chunk_size=_CHUNK):
        yield {
            "journal": fact.journal,
            "year": fact.year,
            "entry_no": fact.entry_no,
            "on": fact.effective_on,
            "kind": fact.get_kind_display(),
            "invoice": fact.invoice.number,
            "payer": fact.invoice.account.name,
            "cents": comma(fact.cents),
            "source": fact.get_source_system_display(),
            "source_id": fact.source_id,
        }


def due_rows() -> Iterator[Mapping[str, Any]]:
    """Due items, the first to invoice first."""
    found = DueItem.objects.select_related("account", "invoice").order_by("due_from", "pk")
    for item in found.iterator(chunk_size=_CHUNK):
        yield {
            "due_from": item.due_from,
            "payer": item.account.name,
            "label": item.label,
            "period_start": item.period_start,
            "period_end": item.period_end,
            "ht": comma(item.cents),
            "state": item.get_state_display(),
            "engagement": item.engagement,
            "service_code": item.service_code,
            "invoice": item.invoice.number if item.invoice else "",
        }


def years() -> list[int]:
    """Exercises that have facts, the last first."""
    found = LedgerFact.objects.values_list("year", flat=True).distinct().order_by("-year")
    return list(found)


def fec_facts(*, until: int) -> list[fec.Fact]:
    """Facts of a year and of those before, as the accounting file wants them; two queries."""
    found = list(
        LedgerFact.objects.filter(year__lte=until)
        .select_related("invoice__account", "allocation__receipt")
        .order_by("journal", "year", "entry_no")
    )
    issued = Invoice.objects.filter(state=InvoiceState.ISSUED).only(
        "uid", "number", "issued_on", "taxes"
    )
    by_source = {f"invoice:{one.uid}": one for one in issued}
    paid_by = {
        fact.source_id: fact.allocation.receipt for fact in found if hasattr(fact, "allocation")
    }
    return [_fec_fact(fact, by_source, paid_by) for fact in found]


def _fec_fact(
    fact: LedgerFact, by_source: Mapping[str, Invoice], paid_by: Mapping[str, Any]
) -> fec.Fact:
    invoice = fact.invoice
    document = by_source.get(fact.source_id) if fact.source_system == Source.OURS else None
    receipt = paid_by.get(fact.source_id.removeprefix("undo:"))
    piece, piece_on = fact.source_id, fact.effective_on
    if document is not None:
        piece, piece_on = document.number or "", document.issued_on or fact.effective_on
    elif receipt is not None:
        piece, piece_on = f"ENC{receipt.pk:06d}", receipt.received_on
    return fec.Fact(
        kind=fact.kind,
        journal=fact.journal,
        year=fact.year,
        entry_no=fact.entry_no,
        on=fact.effective_on,
        noted_on=day_of(fact.noted_at),
        cents=fact.cents,
        settles=invoice.number or "",
        piece=piece,
        piece_on=piece_on,
        label=f"{_WORDS[fact.kind]} {piece if document else invoice.number} {invoice.account.name}",
        payer_no=invoice.account.siret,
        payer=invoice.account.name,
        rates=fec.rates_of(document.taxes) if document else (),
    )


# In French whoever reads: they go into a legal file.
_WORDS: dict[str, str] = {
    FactKind.INVOICE: "Facture",
    FactKind.CREDIT: "Avoir",
    FactKind.PAYMENT: "Règlement",
    FactKind.REVERSAL: "Règlement annulé",
}
