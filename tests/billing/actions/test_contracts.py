"""Contracts: signed, renewed, denounced, ended; their amounts follow."""

from datetime import date
from decimal import Decimal

import pytest

from agora.rules import SYSTEM
from billing import clock
from billing.actions import contracts, quotes
from billing.actions.prices import set_grid
from billing.models import DueItem, ServiceOrder
from billing.refusals import NotPossible
from billing.scans import Scan
from tests.factories.billing import make_account, make_biller, make_contract, make_due, make_line

SIGNED = Scan("signe.pdf", "application/pdf", b"%PDF-1.7 signed")


@pytest.fixture
def biller(books):
    return make_biller()


@pytest.fixture(autouse=True)
def june():
    with clock.at(date(2026, 6, 15)):
        yield


@pytest.fixture
def quote(books, biller):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    account = make_account(city=books["villeneuve"])
    drafted = quotes.draft_quote(
        actor=biller,
        account=account,
        title="Plateforme",
        starts_on=date(2026, 8, 1),
        training_days=Decimal(2),
    )
    sent = quotes.send_quote(actor=biller, quote=drafted)
    return quotes.accept_quote(actor=biller, quote=sent, scan=SIGNED)


def signed(biller, quote, **fields):
    return contracts.sign_contract(
        actor=biller, quote=quote, starts_on=date(2026, 8, 1), fields=fields
    )


def amounts(contract):
    found = DueItem.objects.filter(contract=contract).exclude(state="cancelled")
    return [(item.period_start, item.period_end, item.cents) for item in found.order_by("pk")]


def test_an_accepted_quote_becomes_a_contract_with_its_amounts(biller, quote):
    contract = signed(biller, quote, kind="marche", market_ref="2026-17", payment_days=30)

    assert (contract.state, contract.ends_on) == ("active", date(2026, 12, 31))
    assert (contract.kind, contract.market_ref, contract.max_renewals) == ("marche", "2026-17", 3)
    start, end = date(2026, 8, 1), date(2026, 12, 31)
    assert amounts(contract) == [
        (start, start, 2_900_00),
        (start, end, 2_766_58),
        (start, end, 1_844_38),
    ]


def test_days_of_training_become_an_order_to_tick_off(biller, quote):
    contract = signed(biller, quote)

    order = ServiceOrder.objects.get()
    assert (order.contract, order.state, order.days_ordered, order.day_cents) == (
        contract,
        "ordered",
        2,
        1_200_00,
    )


def test_days_for_a_payer_without_city_are_due_at_once(biller, books):
    account = make_account()
    quote = quotes.draft_quote(actor=biller, account=account, title="Conseil", from_grid=False)
    fields = {"kind": 5, "label": "Conseil", "quantity": Decimal(2), "unit_cents": 950_00}
    quotes.write_line(actor=biller, quote=quote, fields=fields)
    quotes.accept_quote(
        actor=biller, quote=quotes.send_quote(actor=biller, quote=quote), scan=SIGNED
    )

    contract = signed(biller, quote)

    assert not ServiceOrder.objects.exists()
    assert amounts(contract) == [(date(2026, 8, 1), date(2026, 8, 1), 1_900_00)]


def test_a_quote_makes_one_contract_once_accepted(biller, quote):
    signed(biller, quote)
    with pytest.raises(NotPossible) as twice:
        signed(biller, quote)
    assert twice.value.code == "has_contract"

    version = quotes.draft_quote(actor=biller, account=quote.account, title="Autre")
    with pytest.raises(NotPossible) as early:
        signed(biller, version)
    assert early.value.code == "not_accepted"


def test_days_ordered_on_demand_make_no_contract(biller, quote, books):
    order = ServiceOrder.objects.create(
        account=quote.account, city=books["villeneuve"], kind=4, subject="Former", quote=quote
    )

    with pytest.raises(NotPossible) as refusal:
        signed(biller, quote)

    assert refusal.value.code == "ordered"
    assert list(ServiceOrder.objects.all()) == [order]


def test_notice_in_time_stops_the_contract_at_its_term(biller, books):
    contract = make_contract(make_account())
    kept = make_due(contract)
    later = make_due(
        contract,
        period_start=date(2027, 1, 1),
        period_end=date(2027, 12, 31),
        state="planned",
    )

    contracts.give_notice(actor=biller, contract=contract, on=date(2026, 10, 2))

    states = dict(DueItem.objects.values_list("pk", "state"))
    assert states == {kept.pk: "ready", later.pk: "cancelled"}
    contract.refresh_from_db()
    assert (contract.state, contract.notice_on) == ("notice_given", date(2026, 10, 2))


def test_notice_a_day_late_says_until_when_it_was_possible(biller, books):
    contract = make_contract(make_account())

    with pytest.raises(NotPossible) as refusal:
        contracts.give_notice(actor=biller, contract=contract, on=date(2026, 10, 3))

    assert refusal.value.field == "on"
    assert "2\u00a0octobre\u00a02026" in refusal.value.message


def test_a_term_over_is_renewed_as_often_as_agreed(biller, books):
    contract = make_contract(make_account(), max_renewals=1)
    with clock.at(date(2026, 12, 31)):
        assert contracts.renew_contract(actor=SYSTEM, contract=contract).renewals_used == 0
    with clock.at(date(2027, 1, 1)):
        renewed = contracts.renew_contract(actor=SYSTEM, contract=contract)
        assert contracts.end_contract(actor=SYSTEM, contract=contract).state == "active"
    assert (renewed.renewals_used, renewed.ends_on) == (1, date(2027, 12, 31))

    with clock.at(date(2028, 1, 1)):
        with pytest.raises(NotPossible) as refusal:
            contracts.renew_contract(actor=SYSTEM, contract=contract)
        ended = contracts.end_contract(actor=SYSTEM, contract=contract)
    assert refusal.value.message.startswith("Reconductions épuisées")
    assert (ended.state, ended.closed_note) == ("ended", "Reconductions épuisées.")


def test_a_denounced_contract_ends_without_a_word_of_renewals(biller, books):
    contract = make_contract(make_account(), state="notice_given")
    assert contracts.end_contract(actor=SYSTEM, contract=contract).state == "notice_given"

    with clock.at(date(2027, 1, 1)):
        ended = contracts.end_contract(actor=SYSTEM, contract=contract)

    assert (ended.state, ended.closed_note) == ("ended", "")
    with pytest.raises(NotPossible), clock.at(date(2027, 1, 1)):
        contracts.end_contract(actor=SYSTEM, contract=contract)


def test_terminating_cuts_what_is_not_invoiced_to_the_day(biller, books):
    contract = make_contract(make_account())
    line = make_line(contract, unit_cents=3_650_00)
    held = make_due(contract, line=line, cents=3_650_00, unit_cents=3_650_00)
    loose = make_due(contract)
    later = make_due(contract, period_start=date(2026, 9, 1), state="planned")

    contracts.terminate_contract(
        actor=biller, contract=contract, on=date(2026, 6, 30), reason="Fusion de communes"
    )

    held.refresh_from_db()
    later.refresh_from_db()
    assert (held.period_end, held.cents, held.note) == (
        date(2026, 6, 30),
        1_810_00,
        "181/365 jours",
    )
    assert later.state == "cancelled"
    loose.refresh_from_db()
    assert loose.cents == 1_000_000  # tied to no line: a person looks at it
    contract.refresh_from_db()
    assert (contract.state, contract.closed_note) == ("terminated", "Fusion de communes")


def test_a_contract_is_terminated_inside_its_term(biller, books):
    contract = make_contract(make_account())

    with pytest.raises(NotPossible) as refusal:
        contracts.terminate_contract(
            actor=biller, contract=contract, on=date(2027, 1, 1), reason="Trop tard"
        )

    assert refusal.value.code == "outside"
