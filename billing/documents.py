"""From rows to the document that will be the original: everything it says is frozen here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from billing.einvoice.checks import Demands
from billing.einvoice.document import (
    CREDIT_NOTE,
    DAY,
    EACH,
    INVOICE,
    YEAR,
    Correction,
    Document,
    Line,
    Party,
    Period,
    Tax,
    taxes_of,
    totals_of,
)
from billing.models import BillingAccount, Invoice, InvoiceLine, Provider, Unit

PLACEHOLDER = "AG0000-000000"
UNIT_CODES = {Unit.ONCE: EACH, Unit.YEAR: YEAR, Unit.DAY: DAY}


@dataclass(frozen=True)
class Bank:
    """The account an invoice asks to be paid on."""

    holder: str
    iban: str
    bic: str


def document_of(
    invoice: Invoice,
    *,
    provider: Provider,
    number: str = PLACEHOLDER,
    on: date,
    bank: Bank | None = None,
) -> Document:
    """Say what a draft says, dated and numbered; `bank` is the rail's account if not ours.

    Reads the invoice's account, lines and the invoice it corrects.
    """
    lines = [_line(line) for line in invoice.lines.all()]
    taxes = taxes_of(lines)
    totals = totals_of(taxes)
    bank = bank or Bank(provider.name, provider.iban, provider.bic)
    corrected = invoice.corrects
    return Document(
        kind=CREDIT_NOTE if invoice.is_credit_note else INVOICE,
        number=number,
        issued_on=on,
        due_on=None if invoice.is_credit_note else on + timedelta(days=invoice.payment_days),
        delivered_on=_delivered_on(invoice.lines.all(), on),
        seller=seller(provider),
        buyer=buyer(invoice.account),
        lines=tuple(lines),
        taxes=taxes,
        net_cents=totals.net_cents,
        vat_cents=totals.vat_cents,
        gross_cents=totals.gross_cents,
        territory=invoice.account.territory,
        service_code=invoice.service_code,
        contract_ref=invoice.market_ref,
        order_ref=invoice.engagement,
        period=_whole_period(invoice.lines.all()),
        payment_terms="" if invoice.is_credit_note else _terms(invoice.payment_days),
        iban=bank.iban,
        bic=bank.bic,
        account_name=bank.holder,
        vat_on_debits=provider.vat_on_debits,
        corrects=_correction(corrected),
        notes=(invoice.reason,) if invoice.reason else (),
    )


def demands_of(account: BillingAccount) -> Demands:
    """What the payer's entry in the Chorus directory demands."""
    return Demands(
        service=account.service_required,
        engagement=account.engagement_required,
        service_or_engagement=account.service_or_engagement_required,
    )


def seller(provider: Provider) -> Party:
    """Us, as printed."""
    return Party(
        name=provider.name,
        siret=provider.siret,
        vat_id=provider.vat_id,
        street=provider.street,
        extra=provider.street_more,
        postcode=provider.postcode,
        city=provider.town,
        contact=provider.contact_name,
        email=provider.email,
        phone=provider.phone,
        legal_note=", ".join(part for part in (provider.legal_form, provider.register) if part),
    )


def buyer(account: BillingAccount) -> Party:
    """The payer, as printed."""
    return Party(
        name=account.name,
        siret=account.siret,
        vat_id=account.vat_id,
        street=account.street,
        extra=account.street_more,
        postcode=account.postcode,
        city=account.town,
        contact=account.contact_name,
        email=account.contact_email,
        phone=account.contact_phone,
    )


def frozen(document: Document) -> dict[str, Any]:
    """The columns an issued invoice keeps of its document."""
    return {
        "number": document.number,
        "issued_on": document.issued_on,
        "due_on": document.due_on,
        "seller": asdict(document.seller) | {"iban": document.iban, "bic": document.bic},
        "buyer": asdict(document.buyer),
        "taxes": [_told(tax) for tax in document.taxes],
        "ht_cents": document.net_cents,
        "vat_cents": document.vat_cents,
        "ttc_cents": document.gross_cents,
    }


def _told(tax: Tax) -> dict[str, Any]:
    return asdict(tax) | {"rate": str(tax.rate)}


def _line(line: InvoiceLine) -> Line:
    start, end = line.period_start, line.period_end
    return Line(
        label=line.label,
        note=line.note,
        quantity=Decimal(line.quantity),
        unit_code=UNIT_CODES.get(Unit(line.unit), EACH),
        unit_cents=line.unit_cents,
        net_cents=line.net_cents,
        vat_category=line.vat_category,
        vat_rate=Decimal(line.vat_rate),
        exemption_code=line.exemption_code,
        exemption_reason=line.exemption_reason,
        period=Period(start=start, end=end) if start and end else None,
    )


def _delivered_on(lines: Sequence[InvoiceLine], on: date) -> date:
    """The last day served so far (BT-72): a year paid in advance is served from its invoice on."""
    ends = [line.period_end for line in lines if line.period_end]
    return min(on, max(ends)) if ends else on


def _whole_period(lines: Sequence[InvoiceLine]) -> Period | None:
    starts = [line.period_start for line in lines if line.period_start]
    ends = [line.period_end for line in lines if line.period_end]
    return Period(start=min(starts), end=max(ends)) if starts and ends else None


def _correction(corrected: Invoice | None) -> Correction | None:
    if corrected is None or corrected.number is None or corrected.issued_on is None:
        return None
    return Correction(number=corrected.number, issued_on=corrected.issued_on)


def _terms(days: int) -> str:
    """In French whoever reads: it is part of the original."""
    return (
        f"Paiement par virement sous {days} jours à compter de la réception de la facture"
        " (code de la commande publique, art. R. 2192-10)."
    )
