"""Preparing invoices and credit notes. A draft has no number, and may be thrown away."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from agora.jobs.queue import enqueue_once
from billing import money, rules
from billing.balance import balance
from billing.clock import now
from billing.models import (
    UNIT_OF,
    DueItem,
    DueState,
    FactKind,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoiceState,
    Kind,
    Provider,
    signed_by,
)
from billing.refusals import NotPossible
from billing.vat import TerritoryClosed, vat_of


@action("invoice.drafted", rule=rules.runs_billing, operator=True)
def draft_invoice(*, actor: Any, items: Sequence[DueItem]) -> Invoice:
    """Put due items that are ready, and go to one place, on one draft.

    One place: same payer, contract, engagement and service code, because an invoice has one of
    each (BT-10, BT-12, BT-13). Raises NotPossible.
    """
    wanted = list(
        DueItem.objects.select_for_update(of=("self",))
        .filter(pk__in=[item.pk for item in items])
        .select_related("account", "contract", "invoice", "city")
        .order_by("period_start", "kind", "pk")
    )
    _check_free(wanted)
    first = wanted[0]
    if any(_place(item) != _place(first) for item in wanted):
        raise NotPossible(
            "together",
            "items",
            _(
                "Ces échéances n’ont pas le même payeur, contrat, engagement ou code service"
                "\u00a0: faites une facture pour chacun."
            ),
        )
    invoice = Invoice.objects.create(
        account=first.account,
        contract=first.contract,
        service_code=first.service_code or first.account.service_code,
        engagement=first.engagement,
        market_ref=first.contract.market_ref if first.contract else "",
        payment_days=first.contract.payment_days if first.contract else 30,
        **signed_by(actor),
    )
    InvoiceLine.objects.bulk_create(_lines(invoice, wanted))
    _add_up(invoice)
    return invoice


@action("invoice.draft_thrown", rule=rules.runs_billing, operator=True)
def throw_draft(*, actor: Any, invoice: Invoice) -> Invoice:
    """Forget a draft; its due items are ready again."""
    found = _locked_draft(invoice)
    found.delete()
    return invoice


@action("invoice.issue_asked", rule=rules.runs_billing, operator=True)
def ask_issue(*, actor: Any, invoice: Invoice) -> Invoice:
    """« Émettre »: a job checks, numbers and seals; what it refuses comes back on the draft."""
    found = _locked_draft(invoice)
    found.asked_at, found.refusals = now(), []
    found.save(update_fields=["asked_at", "refusals"])
    enqueue_once("billing.issue", once=f"issue:{found.pk}", scope="public", invoice=found.pk)
    return found


@action("invoice.credit_drafted", rule=rules.approves_billing, operator=True)
def draft_credit_note(
    *, actor: Any, invoice: Invoice, reason: str, parts: Mapping[int, int] | None = None
) -> Invoice:
    """Prepare a credit note: the whole invoice, or `parts`, cents excluding VAT by line.

    Amounts are positive; together, credit notes never give back more than the invoice asked.
    Raises NotPossible.
    """
    corrected = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if corrected.state != InvoiceState.ISSUED or corrected.is_credit_note:
        raise NotPossible("credit_what", "invoice", _("Seule une facture émise se corrige."))
    if Invoice.objects.filter(corrects=corrected, state=InvoiceState.DRAFT).exists():
        raise NotPossible(
            "credit_draft", "invoice", _("Un avoir est déjà en préparation pour cette facture.")
        )
    credit = Invoice.objects.create(
        kind=InvoiceKind.CREDIT_NOTE,
        account=corrected.account,
        contract=corrected.contract,
        corrects=corrected,
        reason=reason,
        service_code=corrected.service_code,
        engagement=corrected.engagement,
        market_ref=corrected.market_ref,
        payment_days=corrected.payment_days,
        **signed_by(actor),
    )
    InvoiceLine.objects.bulk_create(_credit_lines(credit, corrected, parts))
    _add_up(credit)
    left = _left(corrected)
    if not 0 < credit.ttc_cents <= left:
        raise NotPossible(
            "credit_too_much",
            "parts",
            _("Il reste %(left)s € TTC à corriger sur cette facture.")
            % {"left": money.comma(left)},
        )
    return credit


def _left(corrected: Invoice) -> int:
    """What credit notes have not given back yet, in cents including VAT."""
    sums = balance(corrected.facts.filter(kind__in=[FactKind.INVOICE, FactKind.CREDIT]))
    return sums.owed - sums.credited


def _locked_draft(invoice: Invoice) -> Invoice:
    found = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if found.state != InvoiceState.DRAFT:
        raise NotPossible(
            "issued",
            "invoice",
            _("Cette facture est émise (%(number)s)\u00a0: un avoir la corrige.")
            % {"number": found.number},
        )
    return found


def _place(item: DueItem) -> tuple[Any, ...]:
    return item.account_id, item.contract_id, item.engagement, item.service_code


def _check_free(items: Sequence[DueItem]) -> None:
    if not items:
        raise NotPossible("nothing", "items", _("Choisissez au moins une échéance."))
    drafted = InvoiceLine.objects.filter(
        due_item__in=items, invoice__state=InvoiceState.DRAFT
    ).values_list("due_item_id", flat=True)
    for item in items:
        if item.invoice is not None:
            raise NotPossible(
                "overlap",
                "items",
                _("Période déjà facturée\u00a0: %(number)s.") % {"number": item.invoice.number},
            )
        if item.state != DueState.READY:
            missing = item.account.missing_reference(
                engagement=item.engagement, service_code=item.service_code
            )
            raise NotPossible("not_ready", "items", _unready(item, missing))
        if item.pk in set(drafted):
            raise NotPossible(
                "drafted",
                "items",
                _("«\u00a0%(label)s\u00a0» est déjà sur un brouillon.") % {"label": item.label},
            )


def _unready(item: DueItem, missing: str) -> str:
    if not missing:
        return _("«\u00a0%(label)s\u00a0» n’est pas encore à facturer.") % {"label": item.label}
    who = {"who": item.account.contact_name or item.account.name}
    if missing == "service":
        return _("Chorus rejetterait\u00a0: demander le code service à %(who)s.") % who
    return _("Chorus rejetterait\u00a0: demander l’engagement à %(who)s.") % who


def _lines(invoice: Invoice, items: Sequence[DueItem]) -> list[InvoiceLine]:
    provider = Provider.objects.get()
    lines = []
    for position, item in enumerate(items, start=1):
        try:
            vat = vat_of(
                invoice.account.territory,
                item.vat_rule,
                on=item.period_start,
                training_exempt=provider.training_exempt,
                overseas_open=provider.overseas_open,
            )
        except TerritoryClosed as closed:
            raise NotPossible(
                "territory",
                "account",
                _("TVA à confirmer par le comptable pour ce territoire avant de facturer."),
            ) from closed
        lines.append(
            InvoiceLine(
                invoice=invoice,
                position=position,
                city=item.city,
                due_item=item,
                kind=item.kind,
                label=item.label,
                note=item.note,
                quantity=item.quantity,
                # A yearly price cut to its days is one unit of the cut price.
                unit="once" if item.quantity == 1 else UNIT_OF[Kind(item.kind)],
                unit_cents=item.unit_cents,
                net_cents=item.cents,
                vat_category=vat.category,
                vat_rate=vat.rate,
                exemption_code=vat.exemption_code,
                exemption_reason=vat.exemption_reason,
                period_start=item.period_start,
                period_end=item.period_end,
            )
        )
    return lines


def _credit_lines(
    credit: Invoice, corrected: Invoice, parts: Mapping[int, int] | None
) -> list[InvoiceLine]:
    lines: list[InvoiceLine] = []
    for line in corrected.lines.all():
        whole = parts is None
        cents = line.net_cents if parts is None else parts.get(line.pk, 0)
        if not 0 <= cents <= line.net_cents:
            raise NotPossible(
                "credit_line",
                "parts",
                _("«\u00a0%(label)s\u00a0»\u00a0: au plus %(most)s € HT.")
                % {"label": line.label, "most": money.comma(line.net_cents)},
            )
        if not cents:
            continue
        line.pk, line.invoice = None, credit
        line.position = len(lines) + 1
        if not whole:
            line.quantity, line.unit, line.unit_cents, line.net_cents = (
                Decimal(1),
                "once",
                cents,
                cents,
            )
        line._state.adding = True
        lines.append(line)
    return lines


def _add_up(invoice: Invoice) -> None:
    """Totals of the draft, VAT by rate on the sum; the document will say the same or refuse."""
    bases: dict[Decimal, int] = {}
    for line in invoice.lines.all():
        bases[line.vat_rate] = bases.get(line.vat_rate, 0) + line.net_cents
    invoice.ht_cents = sum(bases.values())
    invoice.vat_cents = sum(money.vat(base, rate) for rate, base in bases.items())
    invoice.ttc_cents = invoice.ht_cents + invoice.vat_cents
    invoice.save(update_fields=["ht_cents", "vat_cents", "ttc_cents"])
