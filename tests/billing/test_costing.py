"""What an offer costs."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from billing.costing import Item, cost, vat_rule_of
from billing.models import Kind, Unit

HOSTING = Item(Kind.HOSTING, "Hébergement", 8_460_00)
MAINTENANCE = Item(Kind.MAINTENANCE, "Maintenance", 5_640_00)
SETUP = Item(Kind.SETUP, "Mise en service", 3_600_00, unit=Unit.ONCE)
TRAINING = Item(Kind.TRAINING, "Formation", 1_200_00, Decimal("2.5"), Unit.DAY)


def test_the_first_year_ends_on_31_december_and_the_others_are_whole():
    found = cost([SETUP, HOSTING, MAINTENANCE, TRAINING], starts_on=date(2026, 8, 1), renewals=3)

    assert [line.cents for line in found.lines] == [3_600_00, 3_546_25, 2_364_16, 3_000_00]
    assert [line.note for line in found.lines] == ["", "153/365 jours", "153/365 jours", ""]
    assert [line.is_cut for line in found.lines] == [False, True, True, False]
    assert found.once_cents == 6_600_00
    assert found.yearly_cents == 14_100_00
    assert found.first_cents == 12_510_41
    assert found.whole_cents == 12_510_41 + 3 * 14_100_00
    assert found.years == 4


def test_without_a_first_day_the_first_year_is_whole():
    found = cost([HOSTING, MAINTENANCE], starts_on=None, renewals=0)

    assert (found.first_cents, found.whole_cents, found.period) == (14_100_00, 14_100_00, None)


def test_twelve_months_cost_a_whole_year():
    found = cost([HOSTING], starts_on=date(2026, 8, 1), renewals=1, to_year_end=False)

    assert (found.first_cents, found.whole_cents) == (8_460_00, 2 * 8_460_00)
    assert not found.lines[0].is_cut


def test_two_lines_alike_share_the_cents_of_their_sum():
    found = cost([HOSTING, HOSTING], starts_on=date(2026, 1, 2), renewals=0)

    assert [line.cents for line in found.lines] == [8_436_82, 8_436_82]
    one_cent = Item(Kind.HOSTING, "x", 1)
    halves = cost([one_cent, one_cent], starts_on=date(2026, 7, 1), renewals=0)
    assert sorted(line.cents for line in halves.lines) == [0, 1]


def test_only_training_may_be_exempt():
    assert [vat_rule_of(kind) for kind in Kind] == [
        "standard", "standard", "standard", "training_exempt", "standard",
    ]  # fmt: skip


@given(
    st.lists(st.integers(0, 30_000_00), max_size=5),
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.integers(0, 5),
)
@settings(max_examples=80, deadline=None)
def test_the_whole_is_the_sum_of_its_years(prices, starts_on, renewals):
    items = [Item(Kind.HOSTING, "x", cents) for cents in prices]
    found = cost(items, starts_on=starts_on, renewals=renewals)

    assert found.first_cents == sum(line.cents for line in found.lines)
    assert found.first_cents <= found.yearly_cents == sum(prices)
    assert found.whole_cents == found.first_cents + renewals * sum(prices)
