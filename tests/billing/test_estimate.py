"""What a visitor's city would pay."""

from datetime import date
from decimal import Decimal

import pytest

from billing.estimate import estimate, indicative
from billing.models import Provider
from billing.prices import DEMO_GRID, OnQuote
from tests.factories.billing import make_provider

SAID = {
    "population": 24_300,
    "starts_on": date(2026, 8, 1),
    "training_days": Decimal(0),
    "advice_days": Decimal(0),
    "renewals": 3,
}


def test_the_cost_of_a_year_and_of_a_head():
    found = estimate(SAID, DEMO_GRID, Provider())

    assert found.cost.yearly_cents == 11_000_00
    assert found.per_head == Decimal("0.45")
    assert found.years == [("2026", 7511), ("2027", 11000), ("2028", 11000), ("2029", 11000)]
    assert found.is_dispensed


def test_the_threshold_itself_is_not_under_it():
    whole = estimate(SAID, DEMO_GRID, Provider()).cost.whole_cents

    assert not estimate(SAID, DEMO_GRID, Provider(dispense_threshold_cents=whole)).is_dispensed
    assert estimate(SAID, DEMO_GRID, Provider(dispense_threshold_cents=whole + 1)).is_dispensed


def test_a_large_city_is_on_quote():
    with pytest.raises(OnQuote):
        estimate(SAID | {"population": 250_000}, DEMO_GRID, Provider())


def test_the_paper_names_nobody_and_bears_no_number(books):
    us = make_provider()
    offer = indicative(estimate(SAID, DEMO_GRID, us), provider=us, on=date(2026, 6, 10))

    assert (offer.number, offer.buyer.name) == ("", "Une commune de 24\u00a0300 habitants")
    assert offer.valid_until == date(2026, 9, 8)
    assert "Elle n’engage personne" in offer.notes[0]
