"""Dates and remaining days as people say them."""

from datetime import date, datetime, timedelta

import pytest

from participation.consultations import words
from participation.consultations.references import city_zone

TODAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 9, 7), date(2026, 9, 20), "Du 7 au 20 septembre"),
        (date(2026, 9, 21), date(2026, 10, 30), "Du 21 septembre au 30 octobre"),
        (date(2026, 12, 1), date(2027, 1, 10), "Du 1er décembre 2026 au 10 janvier 2027"),
        (date(2019, 3, 1), date(2019, 3, 9), "Du 1er au 9 mars 2019"),
        (date(2026, 10, 15), date(2026, 10, 15), "Le 15 octobre"),
        (date(2027, 9, 1), None, "À partir du 1er septembre 2027"),
    ],
)
def test_spans_name_the_year_only_when_it_is_another(first, last, said):
    assert words.span_words(first, last, today=TODAY) == said


def test_a_day_of_the_week_begins_a_line():
    assert words.weekday_words(date(2027, 1, 14)) == "Jeudi 14 janvier 2027"


def test_the_last_day_counts_for_one(city):
    noon = datetime(2026, 10, 30, 12, tzinfo=city_zone())
    midnight = datetime(2026, 10, 31, tzinfo=city_zone())

    assert words.days_between(noon, midnight) == 1
    assert words.days_between(noon - timedelta(days=17), midnight) == 18
    assert words.days_between(noon, noon + timedelta(hours=3)) == 1
    assert words.days_between(noon + timedelta(days=9), midnight) == 0


def test_numbers_are_letters_up_to_ten():
    assert [words.small_number(n) for n in (1, 7, 10, 11)] == ["une", "sept", "dix", "11"]
    assert words.days_words(1) == "1 jour"
    assert words.days_words(18) == "18 jours"
