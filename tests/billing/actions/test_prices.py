"""The grid changes by days, never backwards."""

from datetime import date

import pytest

from agora.rules import SYSTEM, Refused
from billing import clock
from billing.actions.prices import change_price, drop_change, set_grid
from billing.models import Kind, PriceItem
from billing.prices import DEMO_GRID, price_of
from billing.queries.offers import grid_on
from billing.refusals import NotPossible
from tests.factories.billing import make_biller

JANUARY, MARCH, JULY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1)


@pytest.fixture
def approver(books):
    set_grid(actor=SYSTEM, valid_from=JANUARY)
    return make_biller("provider_billing_approver")


@pytest.fixture(autouse=True)
def february():
    with clock.at(date(2026, 2, 10)):
        yield


def training():
    rows = PriceItem.objects.filter(kind=Kind.TRAINING).order_by("valid_from")
    return [(row.cents, row.valid_from, row.valid_to) for row in rows]


def current():
    return PriceItem.objects.get(kind=Kind.TRAINING, valid_from=JANUARY)


def test_the_grid_is_set_once(approver):
    before = PriceItem.objects.count()
    set_grid(actor=SYSTEM, valid_from=JANUARY)

    assert PriceItem.objects.count() == before == len(DEMO_GRID)


def test_a_change_closes_the_former_price_the_day_before(approver):
    change_price(actor=approver, price=current(), cents=1_300_00, valid_from=MARCH)

    assert training() == [
        (1_200_00, JANUARY, date(2026, 2, 28)),
        (1_300_00, MARCH, None),
    ]
    assert price_of(grid_on(date(2026, 2, 28)), Kind.TRAINING, 1) == 1_200_00
    assert price_of(grid_on(MARCH), Kind.TRAINING, 1) == 1_300_00


def test_a_change_before_a_planned_one_lasts_until_it(approver):
    change_price(actor=approver, price=current(), cents=1_400_00, valid_from=JULY)
    change_price(actor=approver, price=current(), cents=1_300_00, valid_from=MARCH)

    assert training() == [
        (1_200_00, JANUARY, date(2026, 2, 28)),
        (1_300_00, MARCH, date(2026, 6, 30)),
        (1_400_00, JULY, None),
    ]


def test_a_second_thought_for_the_same_day_replaces_the_first(approver):
    for cents in (1_300_00, 1_350_00):
        change_price(actor=approver, price=current(), cents=cents, valid_from=MARCH)

    assert training()[-1] == (1_350_00, MARCH, None)
    assert len(training()) == 2


def test_a_price_may_become_on_quote(approver):
    assert change_price(actor=approver, price=current(), cents=None, valid_from=MARCH).cents is None


def test_the_past_does_not_change(approver):
    with pytest.raises(NotPossible) as refusal:
        change_price(actor=approver, price=current(), cents=1, valid_from=date(2026, 2, 9))

    assert refusal.value.field == "valid_from"


def test_a_planned_change_may_be_given_up(approver):
    planned = change_price(actor=approver, price=current(), cents=1_300_00, valid_from=MARCH)
    drop_change(actor=approver, price=planned)

    assert training() == [(1_200_00, JANUARY, None)]
    with pytest.raises(NotPossible):
        drop_change(actor=approver, price=current())


def test_a_grid_set_for_an_earlier_day_stops_where_the_known_one_begins(approver):
    set_grid(actor=SYSTEM, valid_from=date(2025, 1, 1))

    assert training() == [
        (1_200_00, date(2025, 1, 1), date(2025, 12, 31)),
        (1_200_00, JANUARY, None),
    ]


def test_only_an_approver_changes_a_price(approver):
    with pytest.raises(Refused):
        change_price(actor=make_biller(), price=current(), cents=1, valid_from=MARCH)
