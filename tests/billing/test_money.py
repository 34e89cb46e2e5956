"""Amounts: typed, rounded, shared, never a cent lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from billing import money


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1234,56", 123456),
        ("1 234,56 €", 123456),
        ("1\u202f234\u00a0€", 123400),
        ("0,5", 50),
        ("-12.30", -1230),
        ("999999,99", 99_999_999),
    ],
)
def test_amounts_are_read_as_people_type_them(text, cents):
    assert money.typed(text) == cents


@pytest.mark.parametrize(
    "text", ["", "NaN", "1e9", "1,234", "12,345", "0x10", "inf", "١٢", "1.2.3", "9999999999", "--1"]
)
def test_what_is_no_amount_says_what_is_expected(text):
    with pytest.raises(ValidationError, match=r"1234,56"):
        money.typed(text)


def test_halves_go_up():
    assert money.whole(Decimal("0.5")) == 1
    assert money.whole(Decimal("2.5")) == 3
    assert money.vat(1_250, Decimal("8.5")) == 106  # 106.25
    assert money.vat(50, Decimal(1)) == 1  # 0.5


def test_vat_is_on_the_sum_and_not_line_by_line():
    lines = [333, 333, 333]
    assert money.vat(sum(lines), Decimal(20)) == 200
    assert sum(money.vat(line, Decimal(20)) for line in lines) == 201


def test_a_year_begun_late_counts_both_its_ends():
    assert money.days_between(date(2026, 8, 1), date(2026, 12, 31)) == 153
    assert money.prorated(1_410_000, date(2026, 8, 1), date(2026, 12, 31)) == 591_041
    assert money.prorated(36_600, date(2028, 2, 29), date(2028, 2, 29)) == 100
    assert money.prorated(36_500, date(2026, 1, 1), date(2026, 12, 31)) == 36_500


def test_a_pro_rata_stays_inside_its_year():
    with pytest.raises(ValueError, match="one calendar year"):
        money.prorated(100, date(2026, 12, 1), date(2027, 1, 1))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_sharing_loses_no_cent(cents, weights):
    if not sum(weights):
        weights = [1, *weights]
    parts = money.shared(cents, weights)

    assert sum(parts) == cents
    exact = [Decimal(cents) * weight / sum(weights) for weight in weights]
    assert all(abs(part - wanted) < 1 for part, wanted in zip(parts, exact, strict=True))


@given(
    st.lists(st.integers(0, 2_000_000), min_size=1, max_size=8),
    st.dates(date(2024, 1, 1), date(2031, 12, 31)),
)
def test_pro_rata_of_several_prices_adds_up_to_that_of_their_sum(prices, start):
    end = date(start.year, 12, 31)
    assert sum(money.prorated_all(prices, start, end)) == money.prorated(sum(prices), start, end)


def test_no_weight_at_all_is_a_mistake():
    with pytest.raises(ValueError, match="weights"):
        money.shared(100, [0, 0])


def test_amounts_are_written_for_machines_and_for_accountants():
    assert (money.plain(1_410_000), money.comma(5)) == ("14100.00", "0,05")
    assert money.plain(-150) == "-1.50"
