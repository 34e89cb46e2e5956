"""Money that came in: noted, given to invoices in parts, taken back. Facts go through the ledger.

The receipt's row is locked, then those of its invoices by their keys, so two people at once never
give a cent twice nor an invoice more than it is owed. What is too much stays on the receipt.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from agora.action import action
from billing import ledger, money, rail_jobs, rules
from billing.balance import balance
from billing.bank import Received
from billing.clock import today
from billing.models import (
    Allocation,
    BankReceipt,
    FactKind,
    Invoice,
    InvoiceKind,
    InvoiceState,
    Source,
    signed_by,
)
from billing.refusals import NotPossible


@action("receipt.typed", rule=rules.runs_billing, operator=True)
def type_receipt(
    *, actor: Any, received_on: date, cents: int, reference: str = "", payer: str = ""
) -> BankReceipt:
    """Note money seen on the account. Raises NotPossible."""
    if received_on > today():
        raise NotPossible("future", "received_on", _("Cette date n’est pas encore venue."))
    if cents <= 0:
        raise NotPossible("amount", "cents", _("Montant attendu\u00a0: 1234,56."))
    row = BankReceipt(
        received_on=received_on, cents=cents, wording=reference, payer=payer, **signed_by(actor)
    )
    BankReceipt.objects.bulk_create([row], ignore_conflicts=True)
    same = BankReceipt.objects.filter(received_on=received_on, cents=cents, wording=reference)
    if payer:
        same = same.filter(payer__in=("", payer))
    # Looked at after the insertion, which gives nothing when another hand was faster.
    if same.exclude(uid=row.uid).exists():
        raise NotPossible(
            "typed_twice", "reference", _("Virement déjà saisi (date, montant, référence).")
        )
    return BankReceipt.objects.get(uid=row.uid)


@action("receipt.file_read", rule=rules.runs_billing, operator=True)
def load_receipts(*, actor: Any, lines: Sequence[Received]) -> int:
    """Note the credits of a bank's file that are not known yet; return how many were new."""
    rows = [
        BankReceipt(
            received_on=line.on,
            cents=line.cents,
            wording=line.reference,
            payer=line.payer,
            from_file=True,
            **signed_by(actor),
        )
        for line in lines
    ]
    BankReceipt.objects.bulk_create(rows, ignore_conflicts=True)
    return BankReceipt.objects.filter(uid__in=[one.uid for one in rows]).count()


@action("receipt.allocated", rule=rules.runs_billing, operator=True)
def allocate(
    *, actor: Any, receipt: BankReceipt, parts: Sequence[tuple[Invoice, int]]
) -> BankReceipt:
    """Give parts of a receipt, in cents, to invoices: all of them or none. Raises NotPossible."""
    found = _locked(receipt)
    if found.set_aside:
        raise NotPossible("aside", "", _("Cet encaissement est écarté\u00a0: reprenez-le d’abord."))
    wanted = _summed(parts)
    left = found.cents - _given(found)
    if sum(wanted.values()) > left:
        raise NotPossible(
            "over_allocated",
            "",
            _("Il reste %(left)s € sur cet encaissement\u00a0: baissez un montant.")
            % {"left": money.comma(left)},
        )
    invoices = (
        Invoice.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    for invoice in invoices:
        _check_owed(invoice, wanted[invoice.pk])
        _give(actor, found, invoice, wanted[invoice.pk])
    return found


@action("receipt.allocation_undone", rule=rules.runs_billing, operator=True)
def undo_allocation(*, actor: Any, allocation: Allocation) -> Allocation:
    """Take a part back from its invoice by a fact that says so; undone already, nothing changes."""
    _locked(allocation.receipt)
    found = Allocation.objects.select_related("fact", "invoice").get(pk=allocation.pk)
    if found.undone_id is None:
        found.undone = ledger.note(
            ledger.Fact(
                kind=FactKind.REVERSAL,
                invoice=found.invoice,
                cents=found.cents,
                source_system=Source.BANK,
                source_id=f"undo:{found.fact.source_id}",
                effective_on=today(),
            )
        )
        found.save(update_fields=["undone"])
    return found


@action("receipt.set_aside", rule=rules.runs_billing, operator=True)
def set_aside(*, actor: Any, receipt: BankReceipt, reason: str) -> BankReceipt:
    """Put away a receipt that pays none of our invoices. Raises NotPossible."""
    found = _locked(receipt)
    if _given(found):
        raise NotPossible(
            "given", "reason", _("Annulez d’abord ce qui en est affecté à des factures.")
        )
    found.set_aside = reason
    found.save(update_fields=["set_aside"])
    return found


@action("receipt.taken_back", rule=rules.runs_billing, operator=True)
def take_back(*, actor: Any, receipt: BankReceipt) -> BankReceipt:
    """Consider again a receipt that was set aside."""
    found = _locked(receipt)
    found.set_aside = ""
    found.save(update_fields=["set_aside"])
    return found


def _locked(receipt: BankReceipt) -> BankReceipt:
    return BankReceipt.objects.select_for_update(no_key=True).get(pk=receipt.pk)


def _given(receipt: BankReceipt) -> int:
    kept = receipt.allocations.filter(undone__isnull=True)
    return int(kept.aggregate(sum=Sum("cents"))["sum"] or 0)


def _summed(parts: Sequence[tuple[Invoice, int]]) -> Mapping[int, int]:
    wanted: dict[int, int] = {}
    for invoice, cents in parts:
        if cents <= 0:
            raise NotPossible("amount", str(invoice.uid), _("Montant attendu\u00a0: 1234,56."))
        wanted[invoice.pk] = wanted.get(invoice.pk, 0) + cents
    if not wanted:
        raise NotPossible("nothing", "", _("Écrivez un montant pour une facture au moins."))
    return wanted


def _check_owed(invoice: Invoice, cents: int) -> None:
    if invoice.state != InvoiceState.ISSUED or invoice.kind != InvoiceKind.INVOICE:
        raise NotPossible("not_owed", str(invoice.uid), _("Seule une facture émise se paie."))
    due = max(0, balance(invoice.facts.all()).due)
    if cents > due:
        raise NotPossible(
            "more_than_owed",
            str(invoice.uid),
            _("%(number)s\u00a0: il reste %(due)s € à payer. Le surplus reste sur l’encaissement.")
            % {"number": invoice.number, "due": money.comma(due)},
        )


def _give(actor: Any, receipt: BankReceipt, invoice: Invoice, cents: int) -> Allocation:
    rank = receipt.allocations.filter(invoice=invoice).count() + 1
    fact = ledger.note(
        ledger.Fact(
            kind=FactKind.PAYMENT,
            invoice=invoice,
            cents=cents,
            source_system=Source.BANK,
            source_id=f"{receipt.uid}:{invoice.uid}:{rank}",
            effective_on=receipt.received_on,
        )
    )
    part = Allocation.objects.create(
        receipt=receipt, invoice=invoice, cents=cents, fact=fact, **signed_by(actor)
    )
    rail_jobs.mirror_receipt(part.pk)
    return part
