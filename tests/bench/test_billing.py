"""A hundred towns billed over three years by the virtual clock, all checked, in under 3 minutes."""

import time

import pytest

from agora.context import public
from billing.models import Invoice
from tests.billing import truth
from tests.billing.years import World
from tests.factories.billing import make_provider

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
TOWNS, SECONDS = 100, 180


def test_a_hundred_towns_live_three_years(cities, figure):
    with public():
        make_provider()
        started = time.monotonic()
        world = World(TOWNS, seed=7)
        world.live()
        lived = time.monotonic() - started
        documents = Invoice.objects.filter(state="issued").count()
        figure("billing_100_towns_3_years", lived, "s", f"< {SECONDS}", ok=lived < SECONDS)
        figure("billing_100_towns_documents", documents, "documents", "> 200", ok=documents > 200)
        truth.check(world)
    assert lived < SECONDS
