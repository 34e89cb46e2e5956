"""Reads of invoices, drafts too: each with the sums of its facts and where its delivery stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from agora.context.models import joined
from billing.models import (
    Artifact,
    ArtifactKind,
    DueItem,
    DueState,
    Invoice,
    InvoiceKind,
    InvoiceState,
)
from billing.queries.books import Entry, entry, summed

STATES = ("brouillons", "a-payer", "payees", "avoirs")


@dataclass(frozen=True)
class Standing(Entry):
    """A draft or an original, and where it stands on a day, on both axes."""

    on: date

    @property
    def late(self) -> int:
        """Days past the term, if something is still owed."""
        return self.delivery.late_by(self.on) if self.balance.due > 0 else 0

    @property
    def days_left(self) -> int | None:
        """Days until the term, below zero once past; None while it does not run."""
        return self.delivery.days_left(self.on)


def standing(row: Any, on: date) -> Standing:
    """Read where a row of `whole` stands on a day, at no query."""
    return Standing(**vars(entry(row)), on=on)


def standings(rows: QuerySet[Invoice], on: date) -> list[Standing]:
    """Two queries, whatever the number of rows."""
    return [standing(row, on) for row in whole(rows)]


def whole(rows: QuerySet[Invoice]) -> QuerySet[Any]:
    """Rows with sums, payer and statuses, as `standing` needs them."""
    return joined(summed(rows), account="name contact_name").prefetch_related("deliveries")


def filtered(*, state: str = "", year: str = "", words: str = "") -> QuerySet[Any]:
    """The invoices a filter asks for: drafts first, then the newest number."""
    rows = whole(Invoice.objects.all())
    issued = rows.filter(state=InvoiceState.ISSUED)
    if state == "brouillons":
        rows = rows.filter(state=InvoiceState.DRAFT)
    elif state == "a-payer":
        rows = issued.filter(kind=InvoiceKind.INVOICE).filter(due_cents__gt=0)
    elif state == "payees":
        rows = issued.filter(kind=InvoiceKind.INVOICE).filter(due_cents__lte=0)
    elif state == "avoirs":
        rows = issued.filter(kind=InvoiceKind.CREDIT_NOTE)
    if year.isdecimal() and len(year) == 4:
        rows = rows.filter(issued_on__year=int(year))
    if words:
        rows = rows.filter(Q(number__icontains=words) | Q(account__name__icontains=words))
    return rows.order_by(F("issued_on").desc(nulls_first=True), F("no").desc(), F("pk").desc())


def years() -> list[int]:
    """Years in which something was issued, newest first."""
    found = Invoice.objects.filter(year__isnull=False).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def invoice_or_404(uid: Any, on: date) -> Standing:
    """One invoice and where it stands on a day."""
    row = whole(Invoice.objects.filter(uid=uid)).select_related("account", "corrects", "contract")
    found = row.first()
    if found is None:
        raise Http404
    return standing(found, on)


def artifact_or_404(uid: Any, kind: str) -> Artifact:
    """The bytes of an issued invoice, with the invoice they belong to."""
    if kind not in (ArtifactKind.XML, ArtifactKind.PDF):
        raise Http404
    found = Artifact.objects.select_related("invoice").filter(invoice__uid=uid, kind=kind).first()
    if found is None:
        raise Http404
    return found


def ready_items() -> QuerySet[DueItem]:
    """Due items to invoice that stand on no draft yet, the oldest first."""
    return (
        joined(DueItem.objects.filter(state=DueState.READY), account="name uid", contract="title")
        .exclude(invoice_lines__invoice__state=InvoiceState.DRAFT)
        .order_by("due_from", "account__name", "period_start", "kind", "pk")
    )


def batches(items: Iterable[DueItem]) -> list[list[DueItem]]:
    """Items that may share an invoice: same payer, contract, engagement and service code."""
    found: dict[tuple[Any, ...], list[DueItem]] = {}
    for item in items:
        place = (item.account_id, item.contract_id, item.engagement, item.service_code)
        found.setdefault(place, []).append(item)
    return list(found.values())
