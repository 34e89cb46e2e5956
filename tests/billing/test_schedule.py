"""What falls due when: no cent lost, no day twice."""

from datetime import date, timedelta
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from billing import money, schedule
from billing.schedule import Priced

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
PRICES = st.lists(st.integers(0, 40_000_00), min_size=1, max_size=6)


def plan(prices, starts_on, ends_on, *, to_year_end=True, until=date.max):
    lines = [Priced(key, cents, yearly=True) for key, cents in enumerate(prices)]
    return schedule.planned(lines, starts_on, ends_on, to_year_end=to_year_end, until=until)


def test_a_year_begun_in_august_is_billed_for_its_days():
    (item,) = plan([14_100_00], date(2026, 8, 1), date(2026, 12, 31))

    assert (item.cents, item.note) == (5_910_41, "153/365 jours")
    assert (item.start, item.end) == (date(2026, 8, 1), date(2026, 12, 31))


def test_the_day_of_a_leap_year_counts():
    (item,) = plan([366_00], date(2028, 2, 29), date(2028, 12, 31))

    assert (item.cents, item.note) == (307_00, "307/366 jours")


def test_whole_years_bear_no_note():
    items = plan([10_000_00], date(2026, 1, 1), date(2028, 12, 31))

    assert [(item.cents, item.note) for item in items] == [(10_000_00, "")] * 3


def test_twelve_months_are_a_whole_price_whatever_the_day():
    items = plan([9_999_99], date(2026, 8, 15), date(2028, 8, 14), to_year_end=False)

    assert [(item.start, item.end, item.cents) for item in items] == [
        (date(2026, 8, 15), date(2027, 8, 14), 9_999_99),
        (date(2027, 8, 15), date(2028, 8, 14), 9_999_99),
    ]


def test_twelve_months_from_29_february_leave_no_day_out():
    cut = list(islice(schedule.periods(date(2028, 2, 29), date.max, to_year_end=False), 5))

    assert [(one.start, one.end) for one in cut] == [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2029, 3, 1), date(2030, 2, 28)),
        (date(2030, 3, 1), date(2031, 2, 28)),
        (date(2031, 3, 1), date(2032, 2, 28)),
        (date(2032, 2, 29), date(2033, 2, 28)),
    ]


def test_what_is_paid_once_falls_due_on_the_first_day():
    once = [Priced(1, 2_900_00, yearly=False)]
    (item,) = schedule.planned(
        once, date(2026, 9, 1), date(2028, 12, 31), to_year_end=True, until=date(2026, 9, 1)
    )

    assert (item.start, item.end, item.cents) == (date(2026, 9, 1), date(2026, 9, 1), 2_900_00)
    assert not schedule.planned(
        once, date(2026, 9, 1), date(2028, 12, 31), to_year_end=True, until=date(2026, 8, 31)
    )


def test_nothing_that_begins_later_is_planned():
    items = plan([100], date(2026, 1, 1), date(2029, 12, 31), until=date(2027, 12, 31))

    assert [item.start.year for item in items] == [2026, 2027]


def test_terms_follow_one_another():
    start = date(2026, 8, 1)
    first = schedule.first_end(start, to_year_end=True)

    assert first == date(2026, 12, 31)
    assert schedule.next_end(start, first, to_year_end=True) == date(2027, 12, 31)
    assert schedule.last_end(start, first, 3, to_year_end=True) == date(2029, 12, 31)
    assert schedule.last_end(start, first, 0, to_year_end=True) == first
    assert schedule.first_end(start, to_year_end=False) == date(2027, 7, 31)
    assert schedule.next_end(start, date(2027, 7, 31), to_year_end=False) == date(2028, 7, 31)


@given(PRICES, DAYS, st.integers(0, 2000), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_cent_is_lost_and_no_day_is_billed_twice(prices, starts_on, length, to_year_end):
    ends_on = starts_on + timedelta(days=length)
    items = plan(prices, starts_on, ends_on, to_year_end=to_year_end)
    cut = list(schedule.periods(starts_on, ends_on, to_year_end=to_year_end))

    days = [
        one.start + timedelta(days=n) for one in cut for n in range((one.end - one.start).days + 1)
    ]
    assert days == [starts_on + timedelta(days=n) for n in range(length + 1)]
    for period in cut:
        amounts = [item.cents for item in items if item.start == period.start]
        assert len(amounts) == len(prices)
        assert abs(sum(amounts) * period.year_days - sum(prices) * period.days) * 2 <= (
            period.year_days
        )
        for amount, price in zip(amounts, prices, strict=True):
            assert abs(amount * period.year_days - price * period.days) < period.year_days * 2


@given(PRICES, DAYS)
@settings(max_examples=60, deadline=None)
def test_a_first_year_is_the_pro_rata_of_the_law_books(prices, starts_on):
    items = plan(prices, starts_on, date(starts_on.year, 12, 31))

    wanted = money.prorated_all(prices, starts_on, date(starts_on.year, 12, 31))
    assert [item.cents for item in items] == wanted


@given(DAYS, st.integers(0, 5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_last_renewal_ends_where_its_last_period_does(starts_on, renewals, to_year_end):
    first = schedule.first_end(starts_on, to_year_end=to_year_end)
    end = schedule.last_end(starts_on, first, renewals, to_year_end=to_year_end)
    cut = list(schedule.periods(starts_on, end, to_year_end=to_year_end))

    assert len(cut) == renewals + 1
    assert cut[-1].end == cut[-1].year_end == end
