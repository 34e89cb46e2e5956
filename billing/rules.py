"""Who may see and move money: three jobs at the provider's, two in a city's team."""

from typing import Any

from agora.rules import has_role, is_operator, is_system

_reads = has_role("provider_billing_reader", "provider_billing", "provider_billing_approver")
_runs = has_role("provider_billing", "provider_billing_approver")
_approves = has_role("provider_billing_approver")
_city_reads = has_role("billing_viewer", "billing_contact", "director")
_city_acts = has_role("billing_contact", "director")


def _in_city(actor: Any) -> bool:
    return not getattr(actor, "is_operator", False)


def reads_billing(*, actor: Any) -> bool:
    """The provider's people who read the books."""
    return is_operator(actor=actor) and _reads(actor=actor)


def runs_billing(*, actor: Any) -> bool:
    """The provider's people who quote, invoice and note what came in."""
    return is_operator(actor=actor) and _runs(actor=actor)


def approves_billing(*, actor: Any) -> bool:
    """The provider's people who answer for prices, bank details and credit notes."""
    return is_operator(actor=actor) and _approves(actor=actor)


def machine_only(*, actor: Any) -> bool:
    """Jobs alone: they check again what a person asked for."""
    return is_system(actor)


def city_reads(*, actor: Any) -> bool:
    """A city's people who see what it owes and has paid."""
    return _in_city(actor) and _city_reads(actor=actor)


def city_acts(*, actor: Any) -> bool:
    """A city's people who give the references of an invoice and order services."""
    return _in_city(actor) and _city_acts(actor=actor)
