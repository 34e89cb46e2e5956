"""Reads of a city's own rows of the books, from inside the city. No query names a city."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404

from billing.bills import Bill, bill_of
from billing.clock import today
from billing.models import (
    ArtifactKind,
    DueState,
    InvoiceKind,
    OwnAccount,
    OwnArtifact,
    OwnContract,
    OwnDueItem,
    OwnInvoice,
    OwnPaper,
    OwnProvider,
    OwnQuote,
    OwnServiceOrder,
)
from billing.outlook import Outlook, outlook


def account() -> OwnAccount | None:
    """Who pays for this city; None while nobody does."""
    return OwnAccount.objects.first()


def provider() -> OwnProvider | None:
    """Whom to call, and where to pay."""
    return OwnProvider.objects.first()


def invoices(*, kind: str = "") -> QuerySet[OwnInvoice]:
    """The documents issued, newest first; `kind` keeps invoices or credit notes alone."""
    found = OwnInvoice.objects.select_related("corrects").prefetch_related("deliveries")
    kinds = {"factures": InvoiceKind.INVOICE, "avoirs": InvoiceKind.CREDIT_NOTE}
    return found.filter(kind=kinds[kind]) if kind in kinds else found


def bills(rows: Sequence[OwnInvoice] | QuerySet[OwnInvoice], *, on: date) -> list[Bill]:
    """Each document and where it stands."""
    return [bill_of(invoice, on=on) for invoice in rows]


def bill_or_404(uid: uuid.UUID, *, on: date) -> Bill:
    """One document of this city, with its lines and facts."""
    found = invoices().filter(uid=uid).prefetch_related("lines", "facts", "credit_notes").first()
    if found is None:
        raise Http404
    return bill_of(found, on=on)


def artifact_or_404(uid: uuid.UUID, kind: str) -> OwnArtifact:
    """The bytes of a document of this city: `pdf` or `xml`."""
    if kind not in (ArtifactKind.PDF, ArtifactKind.XML):
        raise Http404
    return _or_404(OwnArtifact.objects.filter(invoice__uid=uid, kind=kind))


def paper_or_404(uid: uuid.UUID) -> OwnPaper:
    """A quote or an order of this city, as a file."""
    return _or_404(OwnPaper.objects.filter(uid=uid))


def to_do() -> QuerySet[OwnDueItem]:
    """What cannot be invoiced for want of a reference, most urgent first."""
    return OwnDueItem.objects.filter(state=DueState.AWAITING_REF, is_open=True)


def due_item_or_404(uid: uuid.UUID) -> OwnDueItem:
    """One due item of this city."""
    return _or_404(OwnDueItem.objects.filter(uid=uid))


def schedule() -> list[tuple[int, int, list[OwnDueItem]]]:
    """Every due item by year of its period, latest year first, with the sum of the year."""
    years: dict[int, list[OwnDueItem]] = {}
    for item in OwnDueItem.objects.select_related("invoice"):
        years.setdefault(item.period_start.year, []).append(item)
    return [
        (year, sum(item.cents for item in years[year]), years[year])
        for year in sorted(years, reverse=True)
    ]


def contracts() -> QuerySet[OwnContract]:
    """The contracts signed, with their lines."""
    return OwnContract.objects.prefetch_related("lines")


def next_year() -> Outlook | None:
    """What next year will cost, as far as one knows."""
    return outlook(contracts(), OwnDueItem.objects.all(), year=today().year + 1)


def orders() -> QuerySet[OwnServiceOrder]:
    """The services asked for, newest first, with the days given and their sum."""
    return (
        OwnServiceOrder.objects.select_related("quote")
        .prefetch_related("given")
        .annotate(days_given=Sum("given__days"))
    )


def order_or_404(uid: uuid.UUID) -> OwnServiceOrder:
    """One order of services of this city."""
    return _or_404(OwnServiceOrder.objects.filter(uid=uid))


def quotes() -> QuerySet[OwnQuote]:
    """The quotes sent, newest first."""
    return OwnQuote.objects.all()


def _or_404(rows: QuerySet[Any]) -> Any:
    found = rows.first()
    if found is None:
        raise Http404
    return found
