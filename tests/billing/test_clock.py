"""The provider's day."""

from datetime import UTC, date, datetime

from billing import clock


def test_new_year_begins_in_paris():
    assert clock.day_of(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)
    assert clock.day_of(datetime(2026, 7, 31, 21, 59, tzinfo=UTC)) == date(2026, 7, 31)


def test_the_clock_may_be_set_and_comes_back():
    before = clock.today()
    with clock.at(date(2028, 2, 29)):
        assert clock.today() == date(2028, 2, 29)
        with clock.at(datetime(2029, 1, 1, 0, 0, tzinfo=clock.PARIS)):
            assert clock.today() == date(2029, 1, 1)
        assert clock.today() == date(2028, 2, 29)
    assert clock.today() == before
