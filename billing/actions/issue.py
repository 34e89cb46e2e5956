"""Issuing: number, XML, PDF, hash and facts in one transaction, so a failure consumes no number."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from agora.action import action
from billing import ledger, rail_jobs, rules, series
from billing.balance import Payment, balance
from billing.banks import paid_at
from billing.clock import now, today
from billing.documents import demands_of, document_of, frozen
from billing.einvoice.checks import NotValid, Refusal
from billing.einvoice.seal import Sealed, chain, seal
from billing.models import (
    Artifact,
    ArtifactKind,
    DueItem,
    DueState,
    FactKind,
    Invoice,
    InvoiceState,
    Provider,
    Series,
    Source,
)


@action("invoice.issue_refused", rule=rules.machine_only)
def note_refusal(*, actor: Any, invoice: Invoice, refusals: Sequence[Refusal]) -> Invoice:
    """Keep on the draft what its checks say, for whoever asked."""
    invoice.asked_at = None
    invoice.refusals = [
        {"code": one.code, "field": one.field, "message": one.message} for one in refusals
    ]
    Invoice.objects.filter(pk=invoice.pk, state=InvoiceState.DRAFT).update(
        asked_at=None, refusals=invoice.refusals
    )
    return invoice


@action("invoice.issued", rule=rules.machine_only)
def issue_invoice(*, actor: Any, invoice: Invoice) -> Invoice:
    """Make the legal original, once: asked again, it gives the same one back.

    The row of the series is locked until the commit, so numbers have no gap and dates go up.
    Raises NotValid, ValidatorDown or DateWentBack: nothing is numbered then.
    """
    found = (
        Invoice.objects.select_for_update(of=("self",))
        .select_related("account", "corrects", "contract")
        .get(pk=invoice.pk)
    )
    if found.state == InvoiceState.ISSUED:
        return found
    items = _locked_items(found)
    _check_free(found, items)
    on = today()
    code = Series.CREDIT_NOTE if found.is_credit_note else Series.INVOICE
    row = series.lock(code, on.year)
    previous, no = row.last_hash, row.last_no + 1
    number = series.written(code, on.year, no)
    with override("fr"):
        document = document_of(
            found,
            provider=Provider.objects.get(),
            number=number,
            on=on,
            bank=paid_at(found.account),
        )
        sealed = seal(document, demands=demands_of(found.account))
    link = chain(previous, sealed.xml, sealed.pdf)
    series.take(row, on=on, link=link)
    _keep_bytes(found, number, sealed)
    for name, value in (
        frozen(document)
        | {
            "state": InvoiceState.ISSUED,
            "series": code,
            "year": on.year,
            "no": no,
            "issued_at": now(),
            "xml_sha256": sealed.xml_sha256,
            "pdf_sha256": sealed.pdf_sha256,
            "previous_hash": previous,
            "chain_hash": link,
            "refusals": [],
        }
    ).items():
        setattr(found, name, value)
    found.save()
    _note_fact(found)
    _settle(found, items)
    show = rail_jobs.mirror_credit if found.is_credit_note else rail_jobs.mirror_invoice
    show(found.pk)
    return found


def _locked_items(invoice: Invoice) -> list[DueItem]:
    if invoice.is_credit_note:
        return []
    return list(
        DueItem.objects.select_for_update(of=("self",))
        .filter(invoice_lines__invoice=invoice)
        .select_related("invoice")
        .order_by("pk")
    )


def _check_free(invoice: Invoice, items: Sequence[DueItem]) -> None:
    """Look again at what may have changed since the draft: items taken, too much given back."""
    refusals = [
        Refusal(
            code="due-item-taken",
            field="lines",
            text=_("Période déjà facturée\u00a0: %(number)s."),
            params={"number": item.invoice.number if item.invoice else item.label},
        )
        for item in items
        if item.state != DueState.READY
    ]
    if invoice.corrects_id is not None:
        # Locked, so that two credit notes at once cannot both take what is left.
        corrected = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.corrects_id)
        sums = balance(corrected.facts.filter(kind__in=[FactKind.INVOICE, FactKind.CREDIT]))
        if invoice.ttc_cents > sums.owed - sums.credited:
            refusals.append(
                Refusal(
                    code="credit-over-remainder",
                    field="lines",
                    text=_("Cet avoir rend plus que ce qui reste de la facture %(number)s."),
                    params={"number": corrected.number or ""},
                )
            )
    if refusals:
        raise NotValid(refusals)


def _keep_bytes(invoice: Invoice, number: str, sealed: Sealed) -> None:
    for kind, content, sha256 in (
        (ArtifactKind.XML, sealed.xml, sealed.xml_sha256),
        (ArtifactKind.PDF, sealed.pdf, sealed.pdf_sha256),
    ):
        Artifact.objects.create(
            invoice=invoice,
            kind=kind,
            name=f"{number}.{kind}",
            sha256=sha256,
            content=content,
        )


def _note_fact(invoice: Invoice) -> None:
    credit = invoice.corrects
    ledger.note(
        ledger.Fact(
            kind=FactKind.INVOICE if credit is None else FactKind.CREDIT,
            invoice=credit or invoice,
            cents=invoice.ttc_cents,
            source_system=Source.OURS,
            source_id=f"invoice:{invoice.uid}",
            effective_on=invoice.issued_on or today(),
        )
    )


def _settle(invoice: Invoice, items: Sequence[DueItem]) -> None:
    """Items invoiced are taken; those of an invoice wholly credited are free again."""
    if items:
        DueItem.objects.filter(pk__in=[item.pk for item in items]).update(
            state=DueState.INVOICED, invoice=invoice
        )
    corrected = invoice.corrects
    if corrected is not None:
        sums = balance(corrected.facts.filter(kind__in=[FactKind.INVOICE, FactKind.CREDIT]))
        if sums.state == Payment.CREDITED:
            DueItem.objects.filter(invoice=corrected).update(state=DueState.READY, invoice=None)
