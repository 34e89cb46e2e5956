"""Numbers without gap."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from billing import series
from billing.models import NO_HASH, NumberSeries

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_in_each_series_and_year(books):
    def take(code, year):
        with transaction.atomic():
            return series.take(series.lock(code, year), on=date(year, 5, 1))

    assert [take("AG", 2026), take("AG", 2026), take("AV", 2026), take("AG", 2027)] == [1, 2, 1, 1]
    assert series.written("AG", 2026, 42) == "AG2026-000042"


def test_a_date_never_goes_back(books):
    with transaction.atomic():
        series.take(series.lock("AG", 2026), on=date(2026, 5, 2))
    with pytest.raises(series.DateWentBack), transaction.atomic():
        series.take(series.lock("AG", 2026), on=date(2026, 5, 1))


def test_the_chain_hangs_on_nothing_at_first(books):
    with transaction.atomic():
        row = series.lock("AG", 2026)
        assert row.last_hash == NO_HASH
        series.take(row, on=date(2026, 5, 1), link="a" * 64)
    assert NumberSeries.objects.get().last_hash == "a" * 64


@pytest.mark.parametrize(
    "change", [{"last_no": 0}, {"last_no": 7}, {"last_no": 3, "last_date": date(2026, 1, 1)}]
)
def test_the_database_refuses_a_leap_and_a_step_back(books, change):
    with transaction.atomic():
        row = series.lock("AG", 2026)
        series.take(row, on=date(2026, 5, 1))
        series.take(row, on=date(2026, 5, 1))
    with pytest.raises((InternalError, IntegrityError, ProgrammingError)), transaction.atomic():
        NumberSeries.objects.update(**change)
    with pytest.raises((InternalError, IntegrityError, ProgrammingError)), transaction.atomic():
        NumberSeries.objects.all().delete()
    assert NumberSeries.objects.get().last_no == 2


def test_a_new_year_hangs_on_the_one_before_which_is_then_over(books):
    with transaction.atomic():
        series.take(series.lock("AG", 2026), on=date(2026, 12, 31), link="a" * 64)
        new = series.lock("AG", 2027)
        assert new.last_hash == "a" * 64
        series.take(new, on=date(2027, 1, 1), link="b" * 64)
    with pytest.raises(series.DateWentBack, match="is over"), transaction.atomic():
        series.take(series.lock("AG", 2026), on=date(2026, 12, 31))
    with transaction.atomic():  # a journal takes late facts of a former year
        series.take(series.lock("BQ", 2027))
        assert series.take(series.lock("BQ", 2026)) == 1
