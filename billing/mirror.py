"""The mirror at Stripe: our papers are shown there, money is looked for there. Jobs call it.

Each step may run twice, or stop half-way and begin again: what Stripe holds is asked before
anything is made, and links are kept as soon as there is something to link.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agora.rules import SYSTEM
from billing import gateway, rail_jobs
from billing.actions import stripe as keep
from billing.clock import now
from billing.models import Allocation, BillingAccount, Invoice, Rail, StripeObject
from billing.papers import paper_of
from billing.queries import stripe as known
from billing.rail import NotOurs, Payment, Refund, RefusedByStripe

LOOKED, NOT_OURS, NOT_YET = (
    gettext_noop("regardé"),
    gettext_noop("pas à nous"),
    gettext_noop("pas encore reflété"),
)


def show_account(account_id: int) -> StripeObject:
    """Show a payer as a customer; on Stripe's rail, keep where its transfers go."""
    account = BillingAccount.objects.get(pk=account_id)
    link = known.link_of(known.ACCOUNT, account.uid)
    place = link.facts if link else {}
    customer = (
        link.stripe_id
        if link
        else gateway.customer(ref=str(account.uid), name=account.name, siret=account.siret)
    )
    wanted = account.rail == Rail.STRIPE_TRANSFER and "iban" not in place
    if link and not wanted:
        return link
    if wanted and (found := gateway.funding_account(customer=customer)):
        place = {"holder": found.holder, "iban": found.iban, "bic": found.bic}
    return keep.keep_link(
        actor=SYSTEM, kind=known.ACCOUNT, ours=account.uid, stripe_id=customer, facts=place
    )


def show_invoice(invoice_id: int) -> StripeObject | None:
    """Show an issued invoice, open for payment; None if Stripe will not have it."""
    invoice = Invoice.objects.select_related("account").get(pk=invoice_id)
    if link := known.link_of(known.INVOICE, invoice.uid):
        return link
    with _difference(invoice):
        customer = show_account(invoice.account_id).stripe_id
        shown = gateway.mirror_invoice(paper_of(invoice, customer=customer))
        link = keep.keep_link(
            actor=SYSTEM, kind=known.INVOICE, ours=invoice.uid, stripe_id=shown.id
        )
        # What was told of it before it was linked was nothing of ours then.
        rail_jobs.pull(shown.id)
    return link


def show_credit(credit_id: int) -> None:
    """Show an issued credit note on the invoice that it corrects."""
    credit = Invoice.objects.select_related("corrects").get(pk=credit_id)
    assert credit.corrects is not None
    assert credit.issued_on is not None
    if known.link_of(known.CREDIT, credit.uid):
        return
    if (corrected := show_invoice(credit.corrects.pk)) is None:
        return
    with _difference(credit, corrected.stripe_id):
        made = gateway.credit(
            ref=str(credit.uid),
            stripe_id=corrected.stripe_id,
            cents=credit.ttc_cents,
            on=credit.issued_on,
            words=credit.number or "",
        )
        keep.keep_link(actor=SYSTEM, kind=known.CREDIT, ours=credit.uid, stripe_id=made)


def show_receipt(allocation_id: int) -> None:
    """Tell of the part of a bank receipt that was given to an invoice.

    The record is linked before it is attached: once attached it comes back among the payments,
    where it must be known as ours, or the money would count twice.
    """
    part = Allocation.objects.select_related("receipt", "invoice").get(pk=allocation_id)
    link = known.link_of(known.RECEIPT, part.uid)
    if part.undone_id is not None or (link and link.facts.get("attached")):
        return
    if (invoice := show_invoice(part.invoice_id)) is None:
        return
    with _difference(part.invoice, invoice.stripe_id):
        record = (
            link.stripe_id
            if link
            else gateway.report_payment(
                ref=str(part.uid),
                cents=part.cents,
                on=part.receipt.received_on,
                words=part.receipt.reference_label,
                since=part.created_at,
            )
        )
        facts = {"kind": known.RECEIPT, "ours": part.uid, "stripe_id": record}
        if link is None:
            keep.keep_link(actor=SYSTEM, **facts)
        gateway.attach_payment(ref=str(part.uid), stripe_id=invoice.stripe_id, record=record)
        keep.keep_link(actor=SYSTEM, **facts, facts={"attached": True})


@contextmanager
def _difference(invoice: Invoice, stripe_id: str = "") -> Iterator[None]:
    """Show a person what Stripe will never take, instead of asking again and again."""
    try:
        yield
    except NotOurs as error:
        what = _("Autre total chez Stripe\u00a0: la facture y reste un brouillon")
        amounts = {"ours": error.ours, "theirs": error.theirs}
        keep.note_gap(actor=SYSTEM, what=what, invoice=invoice, stripe_id=stripe_id, **amounts)
    except RefusedByStripe as error:
        what = _("Refusé par Stripe\u00a0: %(why)s") % {"why": error}
        keep.note_gap(actor=SYSTEM, what=what, invoice=invoice, stripe_id=stripe_id)


def pull(about: str) -> str:
    """Ask Stripe what was paid on an invoice, or by an intent; return what came of it."""
    began = now()
    stripe_id = about if about.startswith("in_") else gateway.invoice_paid_by(about)
    outcome = _look(stripe_id) if stripe_id else NOT_OURS
    keep.settle_hints(actor=SYSTEM, about=about, before=began, outcome=outcome)
    return outcome


def _look(stripe_id: str) -> str:
    try:
        theirs = gateway.invoice(stripe_id)
    except RefusedByStripe:
        return NOT_OURS
    invoice = known.invoice_at(stripe_id)
    if invoice is None:
        if known.is_ours(theirs.ref):
            return NOT_YET
        note_foreign(stripe_id)
        return NOT_OURS
    payments = gateway.payments(stripe_id)
    ours = known.ours_among(one.record for one in payments if one.record)
    payments = [one for one in payments if one.record not in ours]
    intents = [one.intent for one in payments if one.intent]
    reconcile(invoice, payments, [one for name in intents for one in gateway.refunds(name)])
    [here] = known.sums(stripe_id).values()
    if theirs.credited > here.credited:
        keep.note_gap(
            actor=SYSTEM,
            what=_("Avoir fait dans Stripe, inconnu ici"),
            invoice=invoice,
            stripe_id=stripe_id,
            ours=here.credited,
            theirs=theirs.credited,
        )
    return LOOKED


def note_foreign(stripe_id: str) -> None:
    """A paper made in Stripe's dashboard is a difference, never a fact."""
    keep.note_gap(actor=SYSTEM, what=_("Facture faite dans Stripe"), stripe_id=stripe_id)


def reconcile(invoice: Invoice, payments: Sequence[Payment], refunds: Sequence[Refund]) -> Invoice:
    """Have the ledger say what these lists say of an invoice; they are all there is now."""
    standing = {name for name, told in known.told_facts(invoice).items() if told.stands}
    if standing != _ids(payments) | _ids(refunds):
        keep.keep_money(actor=SYSTEM, invoice=invoice, payments=payments, refunds=refunds)
    return invoice


def _ids(found: Iterable[Payment | Refund]) -> set[str]:
    return {one.id for one in found}
