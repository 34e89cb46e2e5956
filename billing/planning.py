"""The daily job of offers: quotes expire, contracts renew or end, amounts fall due one by one.

Each step is an action of its own, in its own transaction: what fails is told in the logs and
holds nothing else up. Run twice, it changes nothing more.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from agora.rules import SYSTEM
from billing.actions.accounts import link_new_city
from billing.actions.contracts import end_contract, renew_contract
from billing.actions.plan import ask_references, make_ready, plan_contract
from billing.actions.quotes import expire_quote
from billing.models import Contract, ContractState, DueItem
from billing.queries.due import begins_soon, over_contracts, running_contracts
from billing.queries.offers import expired_quotes
from tenants.models import City

log = logging.getLogger("agora.billing")


def plan(on: date) -> None:
    """All that a new day brings."""
    _each(expired_quotes(on), lambda quote: expire_quote(actor=SYSTEM, quote=quote))
    _each(over_contracts(on), lambda contract: _turn(contract, on))
    _each(running_contracts(), lambda contract: plan_contract(actor=SYSTEM, contract=contract))
    soon = begins_soon(on)
    _each([soon], lambda items: make_ready(actor=SYSTEM, items=items))
    by_payer = [list(items) for _key, items in groupby(soon, lambda item: item.account_id)]
    _each(by_payer, _ask)


def link_city(pk: int) -> None:
    """Look for the payer of a city being opened; none is no reason to stop the opening."""
    city = City.objects.filter(pk=pk).first()
    if city is not None:
        link_new_city(actor=SYSTEM, city=city)


def _turn(contract: Contract, on: date) -> None:
    """Renew as often as a job that slept makes it needed, then end."""
    while (
        contract.state == ContractState.ACTIVE
        and contract.ends_on < on
        and contract.renewals_used < contract.max_renewals
    ):
        contract = renew_contract(actor=SYSTEM, contract=contract)
    if contract.ends_on < on:
        end_contract(actor=SYSTEM, contract=contract)


def _ask(items: list[DueItem]) -> None:
    ask_references(actor=SYSTEM, account=items[0].account, items=items)


def _each(things: Iterable[Any], step: Callable[[Any], Any]) -> None:
    for thing in list(things):
        try:
            step(thing)
        except Exception:
            log.exception("a step of the daily plan failed")
