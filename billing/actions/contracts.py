"""Contracts: signed on an accepted quote, renewed, denounced, ended. Raise NotPossible."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from agora.ui import french
from billing import money, rules, schedule
from billing.actions.plan import plan_contract
from billing.clock import today
from billing.models import (
    Contract,
    ContractLine,
    ContractState,
    DueItem,
    DueState,
    OrderState,
    Quote,
    QuoteState,
    ServiceOrder,
    Unit,
    signed_by,
)
from billing.refusals import NotPossible
from tenants.models import City

_RUNNING = (ContractState.ACTIVE, ContractState.NOTICE_GIVEN)
_WAITING = (DueState.PLANNED, DueState.AWAITING_REF, DueState.READY)
_TERMS = ("kind", "market_ref", "signed_on", "notice_days", "payment_days", "max_renewals")


@action("contract.signed", rule=rules.runs_billing, operator=True)
def sign_contract(
    *, actor: Any, quote: Quote, starts_on: date, fields: Mapping[str, Any]
) -> Contract:
    """Make the contract of an accepted quote, and plan what falls due.

    `fields`: kind, market_ref, signed_on, notice_days, payment_days (30 at most), max_renewals.
    Days of training and advice become orders, whose days are ticked off as they are given.
    """
    found = Quote.objects.select_for_update(of=("self",)).select_related("account").get(pk=quote.pk)
    if found.state != QuoteState.ACCEPTED:
        raise NotPossible("not_accepted", "quote", _("Déposez d’abord le devis signé."))
    if Contract.objects.filter(quote=found).exists():
        raise NotPossible("has_contract", "quote", _("Ce devis a déjà son contrat."))
    if ServiceOrder.objects.filter(quote=found).exists():
        raise NotPossible(
            "ordered", "quote", _("Ces journées sont déjà commandées\u00a0: notez-les une à une.")
        )
    contract = Contract.objects.create(
        account=found.account,
        quote=found,
        state=ContractState.ACTIVE,
        title=found.title,
        starts_on=starts_on,
        ends_on=schedule.first_end(starts_on, to_year_end=found.to_year_end),
        to_year_end=found.to_year_end,
        **{"max_renewals": found.max_renewals}
        | {name: fields[name] for name in _TERMS if name in fields},
    )
    for line in found.lines.all():
        _hold(contract, line, actor)
    plan_contract(actor=actor, contract=contract)
    return contract


@action("contract.notice_given", rule=rules.runs_billing, operator=True)
def give_notice(*, actor: Any, contract: Contract, on: date) -> Contract:
    """Note that a contract stops at the end of its term; what was planned after is cancelled."""
    found = _locked(contract, ContractState.ACTIVE)
    last = found.ends_on - timedelta(days=found.notice_days)
    if on > last:
        raise NotPossible(
            "too_late",
            "on",
            _("Préavis de %(n)s jours\u00a0: il fallait dénoncer au plus tard le %(day)s.")
            % {"n": found.notice_days, "day": french.day(last, "long")},
        )
    found.state, found.notice_on = ContractState.NOTICE_GIVEN, on
    found.save(update_fields=["state", "notice_on"])
    _waiting(found).filter(period_start__gt=found.ends_on).update(state=DueState.CANCELLED)
    return found


@action("contract.renewed", rule=rules.machine_only)
def renew_contract(*, actor: Any, contract: Contract) -> Contract:
    """Begin the next term once the former one is over. Raises NotPossible if none is left."""
    found = _locked(contract, ContractState.ACTIVE)
    if today() <= found.ends_on:
        return found
    if found.renewals_used >= found.max_renewals:
        raise NotPossible(
            "renewals_used",
            "contract",
            _("Reconductions épuisées depuis le %(day)s\u00a0: créer une nouvelle version.")
            % {"day": french.day(found.ends_on, "long")},
        )
    found.ends_on = schedule.next_end(found.starts_on, found.ends_on, to_year_end=found.to_year_end)
    found.renewals_used += 1
    found.save(update_fields=["ends_on", "renewals_used"])
    return found


@action("contract.ended", rule=rules.machine_only)
def end_contract(*, actor: Any, contract: Contract) -> Contract:
    """Close a contract whose last term is over; what it still owes stays to be invoiced."""
    found = _locked(contract, *_RUNNING)
    left = found.max_renewals - found.renewals_used
    if today() <= found.ends_on or (found.state == ContractState.ACTIVE and left):
        return found
    if found.state == ContractState.ACTIVE:
        found.closed_note = _("Reconductions épuisées.")
    found.state = ContractState.ENDED
    found.save(update_fields=["state", "closed_note"])
    return found


@action("contract.terminated", rule=rules.runs_billing, operator=True)
def terminate_contract(*, actor: Any, contract: Contract, on: date, reason: str) -> Contract:
    """Stop a contract on a day inside its term: amounts not invoiced yet are cut to that day.

    What was invoiced beyond it is corrected by a credit note, which a person prepares.
    """
    found = _locked(contract, *_RUNNING)
    if not found.starts_on <= on <= found.ends_on:
        raise NotPossible(
            "outside",
            "on",
            _("Choisissez un jour entre le %(start)s et le %(end)s.")
            % {
                "start": french.day(found.starts_on, "long"),
                "end": french.day(found.ends_on, "long"),
            },
        )
    found.state, found.ends_on, found.closed_note = ContractState.TERMINATED, on, reason
    found.save(update_fields=["state", "ends_on", "closed_note"])
    _cut(found, on)
    return found


def _locked(contract: Contract, *states: str) -> Contract:
    found = (
        Contract.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=contract.pk)
    )
    if found.state not in states:
        raise NotPossible(
            "state",
            "contract",
            _("Ce contrat est «\u00a0%(state)s\u00a0»\u00a0: ce geste n’est plus possible.")
            % {"state": found.get_state_display()},
        )
    return found


def _waiting(contract: Contract) -> Any:
    return DueItem.objects.filter(contract=contract, state__in=_WAITING)


def _cut(contract: Contract, on: date) -> None:
    """Cancel what begins later; put in place of each amount across that day its part."""
    _waiting(contract).filter(period_start__gt=on).update(state=DueState.CANCELLED)
    across = list(_waiting(contract).filter(period_end__gt=on).select_for_update())
    lines = {line.pk: line for line in contract.lines.all()}
    held = [one for one in across if one.line_id in lines]
    amounts = _amounts(contract, on, {item.line_id: lines[item.line_id] for item in held})
    for item in held:
        planned = amounts[item.line_id]
        item.period_end, item.note = on, planned.note
        item.unit_cents = item.cents = planned.cents
        item.save(update_fields=["period_end", "note", "unit_cents", "cents"])


def _amounts(contract: Contract, on: date, lines: Mapping[Any, Any]) -> dict[Any, Any]:
    """What each of these lines owes for the period that `on` cuts, the last one."""
    priced = [schedule.Priced(key, _price(line), yearly=True) for key, line in lines.items()]
    planned = schedule.planned(
        priced, contract.starts_on, on, to_year_end=contract.to_year_end, until=on
    )
    return {one.key: one for one in planned}  # the last period of a line wins


def _price(line: ContractLine) -> int:
    return money.times(line.unit_cents, line.quantity)


def _hold(contract: Contract, line: Any, actor: Any) -> None:
    """Put a line of the quote in the contract, or its days in an order."""
    city = line.city or _only_city(contract)
    if line.unit == Unit.DAY and city is not None:
        ServiceOrder.objects.create(
            account=contract.account,
            contract=contract,
            city=city,
            kind=line.kind,
            state=OrderState.ORDERED,
            subject=line.label,
            days_quoted=line.quantity,
            days_ordered=line.quantity,
            day_cents=line.unit_cents,
            **signed_by(actor),
        )
        return
    ContractLine.objects.create(
        contract=contract,
        city=line.city,
        position=line.position,
        kind=line.kind,
        unit=line.unit,
        label=line.label,
        quantity=line.quantity,
        unit_cents=line.unit_cents,
        vat_rule=line.vat_rule,
    )


def _only_city(contract: Contract) -> City | None:
    link = contract.account.cities.select_related("city").order_by("city__name").first()
    return link.city if link else None
