"""What next year will cost, and until when a contract runs."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from billing.models import OwnContractLine, OwnDueItem
from billing.outlook import last_day, outlook, terms


def contract(*prices, **fields):
    given = {
        "state": "active",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "to_year_end": True,
        "max_renewals": 3,
        "renewals_used": 0,
        "notice_days": 90,
    } | fields
    lines = [
        OwnContractLine(pk=number, unit=unit, unit_cents=cents, quantity=Decimal(1))
        for number, (unit, cents) in enumerate(prices, start=1)
    ]
    return SimpleNamespace(**given, lines=SimpleNamespace(all=lambda: lines))


def due(line, year, cents):
    return OwnDueItem(line_id=line, period_start=date(year, 1, 1), cents=cents)


def test_what_is_planned_counts_as_planned():
    found = outlook([contract(("year", 100))], [due(1, 2027, 120), due(1, 2026, 100)], year=2027)

    assert (found.cents, found.planned) == (120, True)


def test_what_is_not_planned_yet_is_read_in_the_contract():
    lines = (("year", 365_00), ("once", 999), ("day", 999), ("year", 5))
    found = outlook([contract(*lines)], [due(4, 2027, 7)], year=2027)

    assert (found.cents, found.planned) == (365_07, False)


@pytest.mark.parametrize("state", ["ended", "terminated", "notice_given"])
def test_a_contract_that_stops_costs_nothing_more(state):
    assert outlook([contract(("year", 100), state=state)], [], year=2027) is None


def test_a_contract_that_stops_within_the_year_costs_its_days():
    short = contract(("year", 365_00), ends_on=date(2027, 1, 31), max_renewals=0)

    assert outlook([short], [], year=2027).cents == 31_00


def test_no_renewal_left_no_next_year():
    assert outlook([contract(("year", 100), max_renewals=0)], [], year=2027) is None


def test_notice_stops_the_next_renewal():
    found = terms(contract())

    assert (found.renewals_left, found.last_day) == (3, date(2029, 12, 31))
    assert found.notice_by == date(2026, 10, 2)
    assert terms(contract(max_renewals=0)).notice_by is None
    assert terms(contract(state="notice_given")).renewals_left == 0


def test_a_contract_from_july_to_june_costs_its_next_year_from_july():
    school = contract(
        ("year", 365_00),
        starts_on=date(2026, 7, 1),
        ends_on=date(2027, 6, 30),
        to_year_end=False,
    )

    assert outlook([school], [], year=2027).cents == 365_00
    assert last_day(school) == date(2030, 6, 30)
