"""Numbers, days and sizes as a French page writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from agora.ui import french

THIN, NBSP = french.THIN, french.NBSP
TODAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (12400, f"12{THIN}400"),
        (1234567, f"1{THIN}234{THIN}567"),
        (-3, "\u22123"),
        (Decimal("2.5"), "3"),
    ],
)
def test_thousands_are_parted_by_a_space_that_does_not_break(value, written):
    assert french.number(value) == written


def test_cents_are_written_only_where_there_are():
    assert french.euros(1800000) == f"1{THIN}800{THIN}000{NBSP}€"
    assert french.euros(Decimal("12.50")) == f"12,50{NBSP}€"


@pytest.mark.parametrize(
    ("octets", "written"),
    [
        (0, f"0{NBSP}octets"),
        (999, f"999{NBSP}octets"),
        (12_400, f"12{NBSP}Ko"),
        (2_400_000, f"2,4{NBSP}Mo"),
        (3_000_000, f"3{NBSP}Mo"),
        (240_000_000, f"240{NBSP}Mo"),
        (5 * 10**15, f"5{THIN}000{NBSP}To"),
    ],
)
def test_sizes_are_said_in_the_unit_people_know(octets, written):
    assert french.size(octets) == written


def test_the_first_of_the_month_is_premier():
    assert french.day(date(2026, 3, 1), today=TODAY) == f"1er{NBSP}mars"


def test_the_year_is_said_when_it_is_another_one():
    assert french.day(date(2026, 10, 12), today=TODAY) == f"12{NBSP}octobre"
    assert french.day(date(2019, 1, 9), today=TODAY) == f"9{NBSP}janvier{NBSP}2019"
    assert french.day(date(2026, 10, 12), "long", today=TODAY) == f"12{NBSP}octobre{NBSP}2026"


def test_the_day_of_the_week_comes_first():
    written = french.day(date(2026, 10, 12), "semaine", today=TODAY)

    assert written == f"lundi{NBSP}12{NBSP}octobre{NBSP}2026"


def test_hours_are_those_of_the_city():
    at = datetime(2026, 10, 12, 16, 30, tzinfo=UTC)

    assert french.hour(at) == f"18{NBSP}h{NBSP}30"
    assert french.hour(datetime(2026, 1, 12, 9, 0, tzinfo=UTC)) == f"10{NBSP}h"
    assert french.moment(at).endswith(f"à 18{NBSP}h{NBSP}30")


def test_a_day_just_before_midnight_in_london_is_the_next_one_here():
    assert french.day(datetime(2026, 10, 12, 22, 30, tzinfo=UTC), today=TODAY) == f"13{NBSP}octobre"


def test_english_pages_write_their_own_way():
    with translation.override("en"):
        assert french.number(12400) == "12,400"
        assert french.euros(5) == "€5"
        assert french.day(date(2026, 10, 1), today=TODAY) == f"1{NBSP}October"
