"""Payers, and the cities they pay for."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from billing import rail_jobs, rules
from billing.models import AccountCity, BillingAccount, DueItem, DueState, Rail
from billing.refusals import NotPossible
from tenants.models import City

DESCRIBED = (
    *("name", "siret", "vat_id", "territory"),
    *("street", "street_more", "postcode", "town"),
    *("contact_name", "contact_email", "contact_phone"),
    *("service_required", "engagement_required", "service_or_engagement_required"),
    *("service_code", "rail"),
)
_WAITING = (DueState.PLANNED, DueState.AWAITING_REF, DueState.READY)


@action("payer.opened", rule=rules.runs_billing, operator=True)
def open_account(
    *, actor: Any, fields: Mapping[str, Any], city: City | None = None
) -> BillingAccount:
    """Note a payer, and the city it pays for if it is told. Raises NotPossible."""
    said = {name: fields[name] for name in DESCRIBED if name in fields}
    _check_free(said.get("siret", ""))
    account = BillingAccount.objects.create(**said)
    if city is not None:
        link_city(actor=actor, account=account, city=city)
    _ask_for_its_bank(account)
    return account


@action("payer.described", rule=rules.runs_billing, operator=True)
def describe_account(
    *, actor: Any, account: BillingAccount, fields: Mapping[str, Any]
) -> BillingAccount:
    """Correct a payer; a new service code reaches what waits with the former one."""
    found = BillingAccount.objects.select_for_update().get(pk=account.pk)
    former = found.service_code
    for name in DESCRIBED:
        if name in fields:
            setattr(found, name, fields[name])
    _check_free(found.siret, but=found)
    found.save()
    if found.service_code != former:
        DueItem.objects.filter(account=found, state__in=_WAITING, service_code=former).update(
            service_code=found.service_code
        )
    _ask_for_its_bank(found)
    return found


@action("payer.city_linked", rule=rules.runs_billing, operator=True)
def link_city(
    *, actor: Any, account: BillingAccount, city: City, shows_documents: bool = True
) -> AccountCity:
    """Say that an account pays for a city; `shows_documents`: its team sees the invoices."""
    link, _created = AccountCity.objects.update_or_create(
        city=city, defaults={"account": account, "shows_documents": shows_documents}
    )
    return link


@action("payer.city_unlinked", rule=rules.runs_billing, operator=True)
def unlink_city(*, actor: Any, link: AccountCity) -> BillingAccount:
    """Say that an account no longer pays for a city; what was invoiced stays."""
    account = link.account
    link.delete()
    return account


@action("payer.new_city_linked", rule=rules.machine_only)
def link_new_city(*, actor: Any, city: City) -> AccountCity | None:
    """Link a city being opened to the one account that bears its SIREN.

    None otherwise: it stays on the list of cities without a payer, for a person to look at.
    """
    known = AccountCity.objects.filter(city=city).first()
    if known is not None or not city.siren:
        return known
    accounts = list(BillingAccount.objects.filter(siret__startswith=city.siren)[:2])
    if len(accounts) != 1:
        return None
    return AccountCity.objects.create(city=city, account=accounts[0])


def _ask_for_its_bank(account: BillingAccount) -> None:
    """A payer by Stripe needs the account opened for it before its first invoice."""
    if account.rail == Rail.STRIPE_TRANSFER:
        rail_jobs.mirror_account(account.pk)


def _check_free(siret: str, but: BillingAccount | None = None) -> None:
    taken = BillingAccount.objects.filter(siret=siret).exclude(pk=but.pk if but else None).first()
    if taken is not None:
        raise NotPossible(
            "siret_taken",
            "siret",
            _("Ce SIRET est déjà celui du compte «\u00a0%(name)s\u00a0».") % {"name": taken.name},
        )
