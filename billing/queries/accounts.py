"""Reads: payers, their cities, and the cities nobody pays for yet."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from billing.models import AccountCity, BillingAccount, Provider
from tenants.models import City, CityState

BILLED = (CityState.PROVISIONING, CityState.TRIAL, CityState.LIVE, CityState.READ_ONLY)
"""States in which a city should have a payer."""


def provider() -> Provider | None:
    """Us, or nothing before the first form."""
    return Provider.objects.filter(pk=1).first()


def accounts(words: str = "") -> QuerySet[BillingAccount]:
    """Payers by name, with the number of their cities; `words` look in names, SIRET and cities."""
    found = BillingAccount.objects.annotate(n_cities=Count("cities", distinct=True))
    if words:
        digits = "".join(words.split())
        found = found.filter(
            Q(name__icontains=words)
            | Q(siret__startswith=digits if digits.isdigit() else "?")
            | Q(pk__in=AccountCity.objects.filter(city__name__icontains=words).values("account"))
        )
    return found.order_by("name", "pk")


def account_or_404(uid: Any) -> BillingAccount:
    """The account of that key."""
    found = BillingAccount.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def link_or_404(account: BillingAccount, pk: int) -> AccountCity:
    """A city of that account."""
    found = AccountCity.objects.filter(account=account, pk=pk).select_related("account").first()
    if found is None:
        raise Http404
    return found


def links_of(account: BillingAccount) -> QuerySet[AccountCity]:
    """The cities an account pays for, by name."""
    return account.cities.select_related("city").order_by("city__name")


def cities_of(account: BillingAccount) -> list[City]:
    """The cities an account pays for, by name."""
    return [link.city for link in links_of(account)]


def cities_without_payer() -> QuerySet[City]:
    """What is to be done after an opening: nobody is said to pay for these."""
    linked = AccountCity.objects.filter(city=OuterRef("pk"))
    return City.objects.filter(~Exists(linked), state__in=BILLED).order_by("name", "pk")


def cities_to_link() -> QuerySet[City]:
    """The cities a form may link: those without a payer, whatever their state."""
    linked = AccountCity.objects.filter(city=OuterRef("pk"))
    return City.objects.filter(~Exists(linked)).order_by("name", "pk")


def city_to_link(schema: str) -> City | None:
    """The city of that schema, if nobody pays for it."""
    return cities_to_link().filter(schema_name=schema).first() if schema else None
