"""Contracts, and what is left of an order."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from billing.models import ServiceDay, ServiceOrder
from billing.queries import contracts as queries
from tests.factories.billing import make_account, make_contract, make_due

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def order(books):
    account = make_account(city=books["villeneuve"])
    return ServiceOrder.objects.create(
        account=account,
        city=books["villeneuve"],
        kind=4,
        subject="Former",
        state="ordered",
        days_ordered=5,
    )


def test_days_given_left_and_to_invoice(order):
    item = make_due(make_contract(order.account))
    ServiceDay.objects.create(order=order, on=date(2026, 5, 4), days=Decimal("1.5"), due_item=item)
    ServiceDay.objects.create(order=order, on=date(2026, 5, 5), days=Decimal("0.5"))

    found = queries.order_or_404(order.uid)

    assert (found.days_given, found.days_left, found.days_free) == (2, 3, Decimal("0.5"))
    assert list(queries.orders(state="ordered")) == [order]
    assert list(queries.orders(state="asked")) == []
    assert list(queries.orders_of(order.account)) == [order]


def test_an_order_without_a_day_has_them_all_left(order):
    found = queries.order_or_404(order.uid)

    assert (found.days_given, found.days_left, found.days_free) == (0, 5, 0)


def test_contracts_that_run_come_first_by_their_end(books):
    account = make_account()
    ended = make_contract(account, state="ended", ends_on=date(2026, 1, 31), market_ref="M-1")
    late = make_contract(account, ends_on=date(2028, 12, 31))
    soon = make_contract(account, state="notice_given")
    make_due(soon)

    assert list(queries.contracts()) == [soon, late, ended]
    assert list(queries.contracts(state="ended")) == [ended]
    assert list(queries.contracts(words="m-1")) == [ended]
    assert queries.contracts_of(account).count() == 3
    assert queries.due_of(soon).count() == 1


def test_what_is_not_there_is_not_found(order):
    for ask in (
        lambda: queries.contract_or_404(NOBODY),
        lambda: queries.order_or_404(NOBODY),
        lambda: queries.day_or_404(order, 0),
    ):
        with pytest.raises(Http404):
            ask()
