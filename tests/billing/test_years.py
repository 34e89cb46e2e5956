"""Twenty towns over three years: balances, revenue and accounts equal to the cent what SQL says."""

import time
from datetime import date

import pytest

from billing.models import Invoice
from tests.billing import truth
from tests.billing.years import LAST, World
from tests.factories.billing import issued, paid

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TOWNS = 20


def test_three_years_of_twenty_towns_come_out_to_the_cent(books, figure):
    started = time.monotonic()
    world = World(TOWNS, seed=2026)
    world.live()
    truth.check(world)
    documents = Invoice.objects.filter(state="issued").count()
    figure("billing_years_documents", documents, "documents", "> 40", ok=documents > 40)
    figure("billing_years_seconds", time.monotonic() - started, "s", "told", ok=True)

    # One cent astray, and each of the checks says so.
    one = Invoice.objects.filter(kind=380, state="issued").latest("pk")
    paid(one, 1, on=LAST)
    for check in (truth.check_balances, truth.check_accounts):
        with pytest.raises(AssertionError):
            check()
    issued(one.account, ht_cents=1, on=LAST)
    with pytest.raises(AssertionError):
        truth.check_amounts(world)
    world.arr_seen.append((date(2027, 5, 5), 1))
    with pytest.raises(AssertionError):
        truth.check_revenue(world)
