"""Who we are on every document; where money comes to, which two people must agree on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from billing import rules
from billing.clock import now
from billing.models import Provider
from billing.refusals import NotPossible

DESCRIBED = (
    *("name", "legal_form", "siret", "vat_id", "register"),
    *("street", "street_more", "postcode", "town"),
    *("contact_name", "email", "phone", "bank_name"),
    *("vat_on_debits", "training_number", "training_exempt", "overseas_open"),
    *("dispense_threshold_cents", "quote_days"),
)
"""What one person may write; the account money comes to is not in it."""


@action("provider.described", rule=rules.runs_billing, operator=True)
def describe_provider(*, actor: Any, fields: Mapping[str, Any]) -> Provider:
    """Say who sells: `fields` are those of DESCRIBED, others are left as they are."""
    said = {name: fields[name] for name in DESCRIBED if name in fields}
    provider, _created = Provider.objects.update_or_create(pk=1, defaults=said)
    return provider


@action("provider.bank_proposed", rule=rules.runs_billing, operator=True)
def propose_bank(*, actor: Any, iban: str, bic: str) -> Provider:
    """Propose the account money should come to; nothing is printed until another agrees."""
    provider = _locked()
    if (iban, bic) == (provider.iban, provider.bic):
        return _without_proposal(provider)
    provider.pending_iban, provider.pending_bic = iban, bic
    provider.pending_by_ref = getattr(actor, "reference", "")[:64]
    provider.pending_by_label = str(actor)[:150]
    provider.pending_at = now()
    provider.save()
    return provider


@action("provider.bank_confirmed", rule=rules.approves_billing, operator=True)
def confirm_bank(*, actor: Any) -> Provider:
    """Agree, as a second person, on the account proposed. Raises NotPossible."""
    provider = _locked()
    if not provider.pending_iban:
        raise NotPossible("no_bank", "iban", _("Aucun RIB n’attend de confirmation."))
    if provider.pending_by_ref == getattr(actor, "reference", "")[:64]:
        raise NotPossible(
            "second_person", "iban", _("Un second responsable doit confirmer ce RIB.")
        )
    provider.iban, provider.bic = provider.pending_iban, provider.pending_bic
    return _without_proposal(provider)


@action("provider.bank_dropped", rule=rules.runs_billing, operator=True)
def drop_bank(*, actor: Any) -> Provider:
    """Withdraw what was proposed; money goes on coming where it did."""
    return _without_proposal(_locked())


def _locked() -> Provider:
    return Provider.objects.select_for_update().get(pk=1)


def _without_proposal(provider: Provider) -> Provider:
    provider.pending_iban = provider.pending_bic = ""
    provider.pending_by_ref = provider.pending_by_label = ""
    provider.pending_at = None
    provider.save()
    return provider
