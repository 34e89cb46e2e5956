"""Reads: what falls due, what blocks it, and what the daily job looks at."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.http import Http404

from billing.models import BillingAccount, Contract, ContractState, DueItem, DueState
from billing.schedule import ASKED_BEFORE
from tenants.models import Domain

OPEN = (DueState.AWAITING_REF, DueState.READY, DueState.PLANNED)
_ORDER = {DueState.AWAITING_REF: 0, DueState.READY: 1, DueState.PLANNED: 2}


def due_items(*, state: str = "", words: str = "") -> QuerySet[DueItem]:
    """Due items: what is blocked first, then what is ready, then what is to come."""
    rank = Case(
        *(When(state=key, then=Value(place)) for key, place in _ORDER.items()),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = DueItem.objects.select_related("account", "city", "contract", "order", "invoice")
    if state in DueState.values:
        found = found.filter(state=state)
    elif state != "toutes":
        found = found.filter(state__in=OPEN)
    if words:
        found = found.filter(
            Q(account__name__icontains=words)
            | Q(city__name__icontains=words)
            | Q(label__icontains=words)
        )
    return found.annotate(rank=rank).order_by("rank", "due_from", "account__name", "pk")


def due_sums() -> dict[str, tuple[int, int]]:
    """How many open items in each state, and their cents."""
    found = (
        DueItem.objects.filter(state__in=OPEN)
        .order_by()
        .values_list("state")
        .annotate(n=Sum(Value(1)), cents=Sum("cents"))
    )
    return {state: (n, cents) for state, n, cents in found}


def open_due_of(account: BillingAccount) -> QuerySet[DueItem]:
    """What a payer will be invoiced for, soonest first."""
    return (
        DueItem.objects.filter(account=account, state__in=OPEN)
        .select_related("account", "city")
        .order_by("due_from", "pk")
    )


def due_or_404(uid: Any) -> DueItem:
    """The due item of that key."""
    found = (
        DueItem.objects.filter(uid=uid)
        .select_related("account", "city", "contract", "invoice", "order_scan", "order")
        .defer("order_scan__content")
        .first()
    )
    if found is None:
        raise Http404
    return found


def begins_soon(on: date) -> list[DueItem]:
    """What a person should be asked about, or may be invoiced: not ready, within 30 days."""
    return list(
        DueItem.objects.filter(
            state__in=(DueState.PLANNED, DueState.AWAITING_REF),
            due_from__lte=on + ASKED_BEFORE,
        )
        .select_related("account")
        .order_by("account_id", "due_from", "pk")
    )


def running_contracts() -> QuerySet[Contract]:
    """Contracts that still make amounts due."""
    return Contract.objects.filter(
        state__in=(ContractState.ACTIVE, ContractState.NOTICE_GIVEN)
    ).order_by("pk")


def over_contracts(on: date) -> QuerySet[Contract]:
    """Running contracts whose term is over."""
    return running_contracts().filter(ends_on__lt=on)


def late_references(on: date) -> QuerySet[DueItem]:
    """References asked for more than two weeks ago and not given."""
    return DueItem.objects.filter(
        state=DueState.AWAITING_REF, due_from__lt=on + ASKED_BEFORE - timedelta(days=14)
    ).order_by(F("due_from"))


def city_page(account: BillingAccount, city: int | None = None) -> str:
    """The address where a city's team gives its references; empty if no city has a host."""
    links = account.cities.filter(shows_documents=True).values_list("city_id", flat=True)
    wanted = [city] if city is not None else list(links)
    primary = Domain.objects.filter(city_id__in=wanted, is_primary=True).order_by("pk")
    host = primary.values_list("host", flat=True).first()
    return site_of(host) + "gestion/facturation/" if host else ""


def site_of(host: str) -> str:
    """The address of a city's site, from the provider's house."""
    scheme, usual = ("https", 443) if settings.HTTPS else ("http", 80)
    port = "" if usual == settings.PUBLIC_PORT else f":{settings.PUBLIC_PORT}"
    return f"{scheme}://{host}{port}/"


def asked_of(item: DueItem) -> Mapping[str, str]:
    """What blocks an item, and whom to ask: `missing` is engagement, service or nothing."""
    missing = item.account.missing_reference(
        engagement=item.engagement, service_code=item.service_code
    )
    return {"missing": missing, "who": item.account.contact_name or item.account.name}
