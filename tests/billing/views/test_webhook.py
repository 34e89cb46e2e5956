"""The address that Stripe tells: attacked, repeated, and told the truth."""

import json
import logging
import time

import pytest

from agora.conf.log_lines import JsonFormatter
from agora.context import public
from agora.jobs.testing import pending
from billing.models import LedgerFact, StripeEvent
from billing.webhook import MOST_BYTES
from tests.billing.test_webhook import HOSTILE
from tests.fakestripe.deliveries import signed
from tests.fakestripe.fixtures import KEY, SECRET

pytestmark = pytest.mark.django_db
URL = "/stripe/webhook"


@pytest.fixture
def rail(settings):
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET


def event(**fields):
    told = {"id": "evt_1", "type": "invoice.paid", "created": int(time.time()), "livemode": False}
    return json.dumps(told | {"data": {"object": {"id": "in_1"}}} | fields).encode()


def tell(client, body, header=None):
    header = signed(body, SECRET, int(time.time())) if header is None else header
    return client.post(
        URL, body, content_type="application/json", headers={"stripe-signature": header}
    )


def stored():
    with public():
        return list(StripeEvent.objects.values_list("event_id", "type", "object_id"))


def test_a_hint_is_stored_and_looked_at(console, rail):
    answer = tell(console, event())

    assert (answer.status_code, answer.content) == (200, b"")
    assert stored() == [("evt_1", "invoice.paid", "in_1")]
    assert pending() == [("billing.pull", {"about": "in_1"})]


def test_told_again_it_is_kept_once_and_answered_alike(console, rail):
    assert [tell(console, event()).status_code for _ in range(3)] == [200] * 3

    assert len(stored()) == 1
    assert len(pending()) == 1


@pytest.mark.parametrize("type", ["moon.landed", "customer.deleted"])
def test_what_is_nothing_of_the_books_is_stored_and_no_more(console, rail, type):
    body = event(type=type, data={"object": {"id": "cus_1"}})

    assert tell(console, body).status_code == 200
    assert stored() == [("evt_1", type, "cus_1")]
    assert pending() == []


def test_nothing_it_says_of_money_is_believed(console, rail):
    thing = {"id": "in_1", "amount_paid": 1_200_000, "status": "paid"}
    tell(console, event(data={"object": thing}))

    with public():
        assert LedgerFact.objects.count() == 0
        assert StripeEvent.objects.get().payload == {}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_get_400_and_leave_nothing(console, rail, name):
    answer = tell(console, HOSTILE[name])

    # Dates of the table are long past: what is wrong with each is tried alone elsewhere.
    assert (answer.status_code, answer.content) == (400, b"")
    assert stored() == []
    assert pending() == []


@pytest.mark.parametrize("away", [-600, 600])
def test_replayed_or_future_it_gets_400(console, rail, away):
    body = event()

    assert tell(console, body, signed(body, SECRET, int(time.time()) + away)).status_code == 400
    assert stored() == []


@pytest.mark.parametrize("header", ["", "t=1,v1=00", "é", "t=1,v1=\x00"])
def test_badly_signed_it_gets_400(console, rail, header):
    assert tell(console, event(), header).status_code == 400
    assert stored() == []


def test_fifty_megabytes_are_not_even_read(console, rail):
    class Endless:
        readline = None

        def __init__(self):
            self.given = 0

        def read(self, size=-1):
            assert size >= 0, "the whole body was asked for"
            self.given += size
            return b"x" * size

        def close(self):
            """Nothing to close."""

    source = Endless()
    answer = console.generic(
        "POST",
        URL,
        content_type="application/json",
        **{"wsgi.input": source, "CONTENT_LENGTH": str(50 * 1024 * 1024)},
    )

    assert answer.status_code == 400
    assert source.given <= 2 * MOST_BYTES


def test_without_length_it_gets_400(console, rail):
    answer = console.generic("POST", URL, CONTENT_LENGTH="many")

    assert answer.status_code == 400


def test_it_is_told_and_not_asked(console, rail):
    assert console.get(URL).status_code == 405


def test_on_a_citys_host_there_is_no_such_address(client, rail, city):
    assert tell(client, event()).status_code == 404
    assert client.get(URL).status_code == 404


def test_without_rail_there_is_no_such_address(console, settings):
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = "", SECRET

    assert tell(console, event()).status_code == 404
    assert stored() == []


def test_without_secret_nothing_is_believed(console, rail, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""
    body = event()

    assert tell(console, body, signed(body, "", int(time.time()))).status_code == 400


def test_a_live_event_is_not_for_a_test_key(console, rail):
    assert tell(console, event(livemode=True)).status_code == 400


def test_no_signature_nor_secret_reaches_the_logs(console, rail, caplog):
    body = event()
    header = signed(body, SECRET, int(time.time()))
    with caplog.at_level(logging.DEBUG):
        tell(console, body, header)
        tell(console, body, header[:-1] + "x")
        tell(console, b"[]", header)

    lines = "\n".join(JsonFormatter().format(one) for one in caplog.records) + caplog.text
    assert SECRET not in lines
    assert header[-40:-1] not in lines
