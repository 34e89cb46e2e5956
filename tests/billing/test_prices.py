"""The price grid."""

from decimal import Decimal

import pytest

from billing.models import Kind
from billing.prices import DEMO_GRID, OnQuote, offered, price_of

YEARLY = [
    (0, 2_400), (3_499, 2_400), (3_500, 4_800), (9_999, 4_800), (10_000, 7_800), (19_999, 7_800),
    (20_000, 11_000), (49_999, 11_000), (50_000, 14_100), (99_999, 14_100), (100_000, 19_500),
    (249_999, 19_500),
]  # fmt: skip


@pytest.mark.parametrize(("population", "euros"), YEARLY)
def test_a_year_costs_what_the_grid_says_at_each_bound(population, euros):
    hosting = price_of(DEMO_GRID, Kind.HOSTING, population)
    maintenance = price_of(DEMO_GRID, Kind.MAINTENANCE, population)

    assert hosting + maintenance == euros * 100


def test_above_the_last_bound_all_is_on_quote():
    with pytest.raises(OnQuote):
        price_of(DEMO_GRID, Kind.HOSTING, 250_000)
    with pytest.raises(OnQuote):
        offered(DEMO_GRID, 300_000)


def test_an_empty_grid_says_no_price():
    with pytest.raises(OnQuote):
        price_of([], Kind.HOSTING, 10)


def test_days_are_offered_when_asked_for():
    plain = offered(DEMO_GRID, 24_300)
    more = offered(
        DEMO_GRID, 24_300, training_days=Decimal("1.5"), advice_days=Decimal(2), suffix=", Mer"
    )

    assert [item.kind for item in plain] == [Kind.SETUP, Kind.HOSTING, Kind.MAINTENANCE]
    assert [(item.label, item.cents) for item in more[3:]] == [
        ("Formation, Mer", 1_800_00),
        ("Conseil, Mer", 1_900_00),
    ]
    assert [item.vat_rule for item in more[3:]] == ["training_exempt", "standard"]
