"""What is asked of the rail waits once, and not at all without a key."""

import pytest

from agora.jobs.testing import pending
from billing import rail_jobs
from billing.actions.receipts import allocate
from billing.models import Allocation
from tests.factories.billing import issued, make_account, make_biller, make_receipt
from tests.fakestripe.fixtures import KEY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ask", "name", "ids"),
    [
        (rail_jobs.mirror_account, "billing.mirror_account", {"account": 7}),
        (rail_jobs.mirror_invoice, "billing.mirror_invoice", {"invoice": 7}),
        (rail_jobs.mirror_credit, "billing.mirror_credit", {"credit": 7}),
        (rail_jobs.mirror_receipt, "billing.mirror_receipt", {"allocation": 7}),
    ],
)
def test_a_thing_is_shown_once_and_only_with_a_key(books, settings, ask, name, ids):
    settings.STRIPE_KEY = ""
    ask(7)
    assert pending() == []

    settings.STRIPE_KEY = KEY
    ask(7)
    ask(7)
    assert pending() == [(name, ids)]


def test_only_what_is_of_the_books_is_looked_at(books):
    for about in ("in_1", "in_1", "pi_2", "cus_3", ""):
        rail_jobs.pull(about)

    assert pending() == [
        ("billing.pull", {"about": "in_1"}),
        ("billing.pull", {"about": "pi_2"}),
    ]


def test_one_comparison_waits_at_a_time(books):
    rail_jobs.compare()
    rail_jobs.compare()

    assert pending() == [("billing.compare", {})]


def test_a_part_of_a_receipt_given_to_an_invoice_is_told_if_there_is_a_key(books, settings):
    actor, invoice = make_biller(), issued(make_account())
    for key in ("", KEY):
        settings.STRIPE_KEY = key
        allocate(actor=actor, receipt=make_receipt(60_00), parts=[(invoice, 50_00)])

    part = Allocation.objects.latest("pk")
    assert pending() == [("billing.mirror_receipt", {"allocation": part.pk})]
