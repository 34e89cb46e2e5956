"""The daily job, lived day after day."""

from datetime import date
from decimal import Decimal

import pytest

from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from billing import clock, planning
from billing.actions import quotes
from billing.models import AccountCity, Contract, DueItem, Kind
from tests.factories.billing import make_account, make_contract, make_line


def day(on):
    with clock.at(on):
        planning.plan(on)


@pytest.fixture
def account(books):
    return make_account(city=books["villeneuve"], engagement_required=True)


def states():
    return list(DueItem.objects.order_by("period_start").values_list("state", flat=True))


def test_a_year_goes_by_from_plan_to_question_to_invoice(account):
    contract = make_contract(account)
    make_line(contract)
    day(date(2026, 1, 1))
    assert states() == ["awaiting_ref"]
    day(date(2026, 7, 4))
    assert len(states()) == 1
    day(date(2026, 7, 5))
    assert states() == ["awaiting_ref", "planned"]
    day(date(2026, 12, 1))
    assert states() == ["awaiting_ref", "planned"]
    day(date(2026, 12, 2))
    assert states() == ["awaiting_ref", "awaiting_ref"]
    assert OutgoingMail.objects.count() == 2

    DueItem.objects.update(engagement="EJ-1")  # as the city's own page writes it
    day(date(2026, 12, 3))

    assert states() == ["ready", "ready"]
    assert OutgoingMail.objects.count() == 2


def test_the_same_day_twice_changes_nothing(account):
    make_line(make_contract(account))
    for _turn in range(2):
        day(date(2026, 7, 5))

    assert len(states()) == 2
    assert OutgoingMail.objects.count() == 1


def test_contracts_renew_then_end_even_after_a_long_sleep(books):
    contract = make_contract(make_account(), max_renewals=2)
    make_line(contract)
    day(date(2027, 1, 1))
    contract.refresh_from_db()
    assert (contract.state, contract.renewals_used) == ("active", 1)

    day(date(2031, 5, 1))

    contract.refresh_from_db()
    assert (contract.state, contract.renewals_used) == ("ended", 2)
    assert contract.ends_on == date(2028, 12, 31)
    assert DueItem.objects.count() <= 3


def test_a_denounced_contract_ends_at_its_term(books):
    contract = make_contract(make_account(), state="notice_given")
    day(date(2026, 12, 31))
    contract.refresh_from_db()
    assert contract.state == "notice_given"

    day(date(2027, 1, 1))

    contract.refresh_from_db()
    assert (contract.state, contract.renewals_used) == ("ended", 0)


def test_quotes_nobody_answered_expire(account):
    with clock.at(date(2026, 1, 5)):
        quote = quotes.draft_quote(actor=SYSTEM, account=account, title="Conseil", from_grid=False)
        fields = {"kind": Kind.ADVICE, "label": "x", "quantity": Decimal(1), "unit_cents": 1}
        quotes.write_line(actor=SYSTEM, quote=quote, fields=fields)
        quotes.send_quote(actor=SYSTEM, quote=quote)
    day(date(2026, 4, 5))
    quote.refresh_from_db()
    assert quote.state == "sent"

    day(date(2026, 4, 6))

    quote.refresh_from_db()
    assert quote.state == "expired"


def test_a_contract_that_fails_holds_no_other_up(books, caplog):
    broken = make_contract(make_account())
    make_line(broken, quantity=9_999, unit_cents=10**15)  # more cents than the table holds
    fine = make_contract(make_account())
    make_line(fine)

    day(date(2026, 1, 1))

    assert set(DueItem.objects.values_list("contract", flat=True)) == {fine.pk}
    assert "a step of the daily plan failed" in caplog.text
    assert Contract.objects.filter(state="active").count() == 2


def test_a_city_being_opened_finds_its_payer_or_is_left_on_the_list(books):
    city = books["montclair"]
    account = make_account()
    city.siren = account.siren
    city.save()

    planning.link_city(city.pk)
    planning.link_city(books["villeneuve"].pk)
    planning.link_city(0)

    assert [(link.city, link.account) for link in AccountCity.objects.all()] == [(city, account)]
