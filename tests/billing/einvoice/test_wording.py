"""Amounts, dates and quantities as French paper writes them."""

from datetime import date
from decimal import Decimal

import pytest

from billing.einvoice import wording
from billing.einvoice.document import DAY, EACH, YEAR, Period

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0,00 €"),
        (5, "0,05 €"),
        (1_410_000, "14 100,00 €"),
        (123_456_789, "1 234 567,89 €"),
        (-1_234_56, "\u22121 234,56 €"),
    ],
)
def test_money(cents, text):
    assert wording.money(cents) == text.replace(" ", SPACE)


def test_a_date_is_said_in_words_and_the_first_is_an_ordinal():
    assert wording.day(date(2026, 8, 1)) == f"1er{SPACE}août{SPACE}2026"
    assert wording.day(date(2028, 2, 29)) == f"29{SPACE}février{SPACE}2028"


def test_a_period_says_its_year_once():
    same = Period(start=date(2026, 8, 1), end=date(2026, 12, 31))
    across = Period(start=date(2026, 12, 1), end=date(2027, 1, 31))

    assert wording.span(same).replace(SPACE, " ") == "du 1er août au 31 décembre 2026"
    assert wording.span(across).replace(SPACE, " ") == "du 1er décembre 2026 au 31 janvier 2027"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("1", EACH, "1"), ("1.5", DAY, "1,5 jour"), ("2", DAY, "2 jours"), ("3", YEAR, "3 ans")],
)
def test_quantities_are_plural_from_two_on(value, unit, text):
    assert wording.quantity(Decimal(value), unit) == text.replace(" ", SPACE)


def test_rates_have_a_comma_and_no_useless_zero():
    assert wording.percent(Decimal("8.50")) == f"8,5{SPACE}%"
    assert wording.percent(Decimal(20)) == f"20{SPACE}%"


def test_long_codes_are_cut_as_people_read_them():
    assert wording.grouped("21850210900018", 3, 3, 3, 5) == SPACE.join(
        ["218", "502", "109", "00018"]
    )
    assert wording.grouped("FR1420041010050500013M02606").replace(SPACE, " ") == (
        "FR14 2004 1010 0505 0001 3M02 606"
    )
    assert wording.grouped("") == ""
