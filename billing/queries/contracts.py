"""Reads: contracts, and orders of days."""

from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404

from billing.models import (
    BillingAccount,
    Contract,
    ContractState,
    DueItem,
    OrderState,
    ServiceDay,
    ServiceOrder,
)


def contracts(*, state: str = "", words: str = "") -> QuerySet[Contract]:
    """Contracts, the next to end first among those that run, then the others."""
    found = Contract.objects.select_related("account")
    if state in ContractState.values:
        found = found.filter(state=state)
    if words:
        found = found.filter(
            Q(title__icontains=words)
            | Q(account__name__icontains=words)
            | Q(market_ref__icontains=words)
        )
    running = Q(state__in=(ContractState.ACTIVE, ContractState.NOTICE_GIVEN))
    return found.annotate(running=running).order_by("-running", "ends_on", "pk")


def contracts_of(account: BillingAccount) -> QuerySet[Contract]:
    """The contracts of a payer, newest first."""
    return Contract.objects.filter(account=account).order_by("-starts_on", "pk")


def contract_or_404(uid: Any) -> Contract:
    """The contract of that key."""
    found = Contract.objects.filter(uid=uid).select_related("account", "quote").first()
    if found is None:
        raise Http404
    return found


def due_of(contract: Contract) -> QuerySet[DueItem]:
    """All that a contract makes due, in order of days."""
    return contract.due_items.select_related("invoice", "city").order_by("period_start", "pk")


def orders(*, state: str = "") -> QuerySet[ServiceOrder]:
    """Orders of days with what was given, what is asked first."""
    found = _counted(ServiceOrder.objects.select_related("account", "city", "quote"))
    if state in OrderState.values:
        found = found.filter(state=state)
    return found.order_by(_waits(), F("asked_at").desc(), "-pk")


def orders_of(account: BillingAccount) -> QuerySet[ServiceOrder]:
    """The orders of a payer, newest first."""
    return _counted(ServiceOrder.objects.filter(account=account).select_related("city"))


def order_or_404(uid: Any) -> ServiceOrder:
    """The order of that key, with what was given."""
    found = (
        _counted(ServiceOrder.objects.filter(uid=uid))
        .select_related("account", "city", "quote", "contract")
        .first()
    )
    if found is None:
        raise Http404
    return found


def day_or_404(order: ServiceOrder, pk: int) -> ServiceDay:
    """A day given on that order."""
    found = order.given.filter(pk=pk).select_related("order").first()
    if found is None:
        raise Http404
    return found


def _counted(found: QuerySet[ServiceOrder]) -> QuerySet[ServiceOrder]:
    """Days given, left, and given but not to be invoiced yet."""
    days = ServiceDay.objects.filter(order=OuterRef("pk")).order_by().values("order")
    kind: DecimalField[Any, Any] = DecimalField(max_digits=6, decimal_places=1)
    total = Subquery(days.annotate(n=Sum("days")).values("n"), output_field=kind)
    free = Subquery(
        days.filter(due_item__isnull=True).annotate(n=Sum("days")).values("n"), output_field=kind
    )
    none = Value(0, output_field=kind)
    return found.annotate(
        days_given=Coalesce(total, none), days_free=Coalesce(free, none)
    ).annotate(days_left=F("days_ordered") - F("days_given"))


def _waits() -> Any:
    ranks = (OrderState.ASKED, OrderState.QUOTED, OrderState.ORDERED)
    return Case(
        *(When(state=state, then=Value(rank)) for rank, state in enumerate(ranks)),
        default=Value(len(ranks)),
        output_field=IntegerField(),
    )
