"""Money that came to our account: what of it is given to invoices, what is left."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from billing.models import Allocation, BankReceipt

TO_GIVE, PARTLY, GIVEN, ASIDE = "a_affecter", "en_partie", "affectes", "ecartes"


def receipts() -> QuerySet[Any]:
    """Every receipt, newest first, with `given` and `left` in cents."""
    given = Coalesce(Sum("allocations__cents", filter=Q(allocations__undone__isnull=True)), 0)
    return (
        BankReceipt.objects.annotate(given=given)
        .annotate(left=F("cents") - F("given"))
        .order_by("-received_on", "-pk")
    )


def filtered(*, state: str = "", words: str = "") -> QuerySet[Any]:
    """Receipts in a state of their allocation, whose reference or payer says these words."""
    found = receipts()
    if state == ASIDE:
        found = found.exclude(set_aside="")
    elif state:
        found = found.filter(set_aside="").filter(
            {
                TO_GIVE: Q(left__gt=0),
                PARTLY: Q(left__gt=0, given__gt=0),
                GIVEN: Q(left=0),
            }.get(state, Q())
        )
    if words:
        found = found.filter(Q(wording__icontains=words) | Q(payer__icontains=words))
    return found


def waiting() -> QuerySet[Any]:
    """Receipts of which something is left to give to invoices."""
    return filtered(state=TO_GIVE)


def receipt_or_404(uid: UUID | str) -> Any:
    """One receipt."""
    found = receipts().filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def allocations_of(receipt: BankReceipt) -> QuerySet[Allocation]:
    """Its parts, undone ones too, in the order in which they were given."""
    return receipt.allocations.select_related("invoice__account", "fact", "undone")


def allocation_or_404(uid: UUID | str) -> Allocation:
    """One part."""
    found = Allocation.objects.select_related("receipt", "invoice").filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def known(days: Iterable[date]) -> set[tuple[date, int, str, str]]:
    """What is typed or read already on these days: day, cents, reference, payer."""
    found = BankReceipt.objects.filter(received_on__in=set(days))
    return set(found.values_list("received_on", "cents", "wording", "payer"))
