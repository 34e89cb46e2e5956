"""Reads about Stripe: what is linked, what the ledger holds of it, what is still to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from billing.documents import Bank
from billing.models import (
    Allocation,
    BillingAccount,
    FactKind,
    Invoice,
    InvoiceKind,
    InvoiceState,
    LedgerFact,
    Rail,
    Source,
    StripeCursor,
    StripeEvent,
    StripeGap,
    StripeObject,
)

ACCOUNT, INVOICE, CREDIT, RECEIPT = "account", "invoice", "credit_note", "receipt"
UNDO = "undo:"


@dataclass(frozen=True)
class Told:
    """What the ledger says last of a payment or a refund; `stands` if it is not undone."""

    kind: str
    cents: int
    source_id: str
    stands: bool


def told_facts(invoice: Invoice) -> dict[str, Told]:
    """What the ledger holds of Stripe's for an invoice, by the id of the payment or the refund."""
    told: dict[str, Told] = {}
    rows = LedgerFact.objects.filter(invoice=invoice, source_system=Source.STRIPE)
    for kind, cents, source_id in rows.values_list("kind", "cents", "source_id"):
        depth = source_id.count(UNDO)
        base = source_id.replace(UNDO, "")
        if base not in told or depth > told[base].source_id.count(UNDO):
            told[base] = Told(kind, cents, source_id, depth % 2 == 0)
    return told


def accounts_to_mirror() -> QuerySet[BillingAccount]:
    """Payers on Stripe's rail whose account to transfer to is not known."""
    told = StripeObject.objects.filter(kind=ACCOUNT, ours=OuterRef("uid"), facts__has_key="iban")
    waiting = BillingAccount.objects.filter(~Exists(told), rail=Rail.STRIPE_TRANSFER)
    return waiting.order_by("pk")


def link_of(kind: str, ours: UUID) -> StripeObject | None:
    """The mirror of a thing of ours, if it has one."""
    return StripeObject.objects.filter(kind=kind, ours=ours).first()


def bank_of(account: BillingAccount) -> Bank | None:
    """Where this payer's transfers go when they go through Stripe; None while it has not said."""
    link = link_of(ACCOUNT, account.uid)
    if link is None or not link.facts.get("iban"):
        return None
    return Bank(holder=link.facts["holder"], iban=link.facts["iban"], bic=link.facts["bic"])


def invoice_at(stripe_id: str) -> Invoice | None:
    """Our invoice behind an invoice of Stripe, if it is one of ours."""
    link = StripeObject.objects.filter(kind=INVOICE, stripe_id=stripe_id).first()
    return Invoice.objects.filter(uid=link.ours).first() if link else None


def ours_among(records: Iterable[str]) -> set[str]:
    """Which of these reported payments we reported ourselves: they are in the bank's facts."""
    found = StripeObject.objects.filter(kind=RECEIPT, stripe_id__in=list(records))
    return set(found.values_list("stripe_id", flat=True))


def _unlinked(kind: str, papers: QuerySet[Invoice]) -> QuerySet[Invoice]:
    linked = StripeObject.objects.filter(kind=kind, ours=OuterRef("uid"))
    return papers.filter(~Exists(linked), state=InvoiceState.ISSUED).order_by("pk")


def invoices_to_mirror() -> QuerySet[Invoice]:
    """Issued invoices that Stripe does not know."""
    return _unlinked(INVOICE, Invoice.objects.filter(kind=InvoiceKind.INVOICE))


def credits_to_mirror() -> QuerySet[Invoice]:
    """Issued credit notes that Stripe does not know."""
    return _unlinked(CREDIT, Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE))


def receipts_to_mirror() -> QuerySet[Allocation]:
    """Parts of receipts that Stripe was not told of, those undone aside."""
    told = StripeObject.objects.filter(kind=RECEIPT, ours=OuterRef("uid"), facts__attached=True)
    return Allocation.objects.filter(~Exists(told), undone__isnull=True).order_by("pk")


@dataclass(frozen=True)
class Sums:
    """What our books say of an invoice, in cents: its total, what was credited, what was paid.

    `paid` is as Stripe counts it: what was given back is not taken off, what was undone is.
    """

    invoice: Invoice
    stripe_id: str
    cents: int
    credited: int
    paid: int


def sums(stripe_id: str = "") -> dict[str, Sums]:
    """The sums of the invoices that have a mirror, or of one, by their ids there; two queries."""
    linked = StripeObject.objects.filter(kind=INVOICE)
    if stripe_id:
        linked = linked.filter(stripe_id=stripe_id)
    links = dict(linked.values_list("ours", "stripe_id"))
    # Stripe leaves an invoice paid when money is given back: refunds, undone or not, stay out.
    given_back = Q(facts__source_system=Source.STRIPE, facts__source_id__regex=f"^({UNDO})*re_")

    def summed(kind: str, *but: Q) -> Coalesce:
        return Coalesce(Sum("facts__cents", filter=Q(*but, facts__kind=kind)), 0)

    rows = Invoice.objects.filter(uid__in=links).annotate(
        paid_cents=summed(FactKind.PAYMENT, ~given_back) - summed(FactKind.REVERSAL, ~given_back),
        credited_cents=summed(FactKind.CREDIT),
    )
    return {
        links[row.uid]: Sums(row, links[row.uid], row.ttc_cents, row.credited_cents, row.paid_cents)
        for row in rows
    }


def is_ours(ref: str) -> bool:
    """Whether this is the reference of an invoice of ours."""
    try:
        return Invoice.objects.filter(uid=UUID(ref)).exists()
    except ValueError:
        return False


def cursor(name: str) -> datetime | None:
    """How far one has read."""
    return StripeCursor.objects.filter(name=name).values_list("at", flat=True).first()


def hints_known(ids: Iterable[str]) -> set[str]:
    """Which of these events were received already."""
    found = StripeEvent.objects.filter(event_id__in=list(ids))
    return set(found.values_list("event_id", flat=True))


def unheard_of(*, before: datetime) -> bool:
    """Whether an invoice opened at Stripe before this moment was never told of by a webhook."""
    heard = StripeEvent.objects.filter(object_id=OuterRef("stripe_id"))
    return (
        StripeObject.objects.filter(~Exists(heard), kind=INVOICE)
        .filter(created_at__lt=before, created_at__gt=before - timedelta(days=7))
        .exists()
    )


def hints() -> QuerySet[StripeEvent]:
    """Every hint received, newest first; those without `done_at` still wait, or failed."""
    return StripeEvent.objects.all()


def gaps() -> QuerySet[StripeGap]:
    """Every difference, with its invoice, newest first."""
    return StripeGap.objects.select_related("invoice__account")


def open_gaps(invoice: Invoice | None, stripe_id: str) -> QuerySet[StripeGap]:
    """Differences that nobody has settled, about one invoice or one thing of Stripe's."""
    return StripeGap.objects.filter(invoice=invoice, stripe_id=stripe_id, closed_at__isnull=True)


def waiting_to_mirror() -> int:
    """How many papers and payers Stripe should know and does not."""
    return (
        accounts_to_mirror().count()
        + invoices_to_mirror().count()
        + credits_to_mirror().count()
        + receipts_to_mirror().count()
    )
