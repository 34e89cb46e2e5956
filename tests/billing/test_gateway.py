"""Each verb of the gateway against the simulated Stripe, when all is well and under each fault."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from agora.context import public
from agora.jobs.running import at_work
from billing import gateway
from billing.rail import (
    Line,
    NotOurs,
    OutOfPlace,
    Paper,
    RailOff,
    RefusedByStripe,
)
from tests.agora.conf.test_sentry import caught  # noqa: F401
from tests.fakestripe.fixtures import KEY

REF = str(UUID(int=1))
TODAY = date(2026, 11, 20)
SIRET = "21590350100017"


@pytest.fixture(autouse=True)
def job():
    with at_work("billing.test"):
        yield


@pytest.fixture
def customer(fake_stripe):
    return gateway.customer(ref=REF, name="Ville de Lille", siret=SIRET)


def paper(customer, *, ref=REF, number="AG2026-000001", cents=1_692_000, **facts):
    net = cents * 5 // 6
    lines = (Line("Hébergement 2026", net), Line("TVA 20 %", cents - net))
    facts = {"lines": lines, "fields": {"Engagement": "EJ-2026-17"}, **facts}
    return Paper(ref, number, customer, TODAY, 30, cents=cents, **facts)


@pytest.fixture
def opened(customer):
    return gateway.mirror_invoice(paper(customer))


def report(opened, cents, ref="part-1"):
    since = datetime.now(UTC) - timedelta(hours=1)
    record = gateway.report_payment(ref=ref, cents=cents, on=TODAY, words="VIR LILLE", since=since)
    gateway.attach_payment(ref=ref, stripe_id=opened.id, record=record)
    return record


# --- All is well ---------------------------------------------------------------------------------
def test_a_customer_is_made_once_with_its_siret(fake_stripe, customer):
    again = gateway.customer(ref=REF, name="Autre nom", siret=SIRET)

    assert again == customer
    assert [one["name"] for one in fake_stripe.world.objects["Customer"].values()] == [
        "Ville de Lille"
    ]


def test_an_invoice_opens_with_our_number_and_our_total(fake_stripe, opened):
    [kept] = fake_stripe.world.objects["Invoice"].values()

    assert (opened.number, opened.status, opened.cents, opened.remaining) == (
        "AG2026-000001",
        "open",
        1_692_000,
        1_692_000,
    )
    assert opened.ref == REF
    assert (kept["auto_advance"], kept["collection_method"]) == (False, "send_invoice")
    assert datetime.fromtimestamp(kept["effective_at"], UTC).date() == TODAY
    amounts = [one["amount"] for one in fake_stripe.world.objects["InvoiceItem"].values()]
    assert amounts == [1_410_000, 282_000]


def test_mirroring_twice_is_mirroring_once(fake_stripe, customer, opened):
    assert gateway.mirror_invoice(paper(customer)) == opened
    assert len(fake_stripe.world.objects["Invoice"]) == 1
    assert len(fake_stripe.world.objects["InvoiceItem"]) == 2


def test_another_total_at_stripe_stays_a_draft(fake_stripe, customer):
    wrong = paper(customer, cents=1_692_000, lines=(Line("Hébergement", 1_691_999),))

    with pytest.raises(NotOurs, match="AG2026-000001"):
        gateway.mirror_invoice(wrong)

    assert [one["status"] for one in fake_stripe.world.objects["Invoice"].values()] == ["draft"]


@pytest.mark.parametrize("lines", [(), tuple(Line("x", 1) for _ in range(11))])
def test_a_paper_that_could_not_be_found_again_is_not_begun(fake_stripe, customer, lines):
    with pytest.raises(ValueError, match="1 to 10 lines"):
        gateway.mirror_invoice(paper(customer, lines=lines))

    assert fake_stripe.world.objects["Invoice"] == {}


def test_a_number_taken_by_another_paper_is_refused_in_stripes_words(opened, customer):
    with pytest.raises(RefusedByStripe, match="AG2026-000001 is taken") as refused:
        gateway.mirror_invoice(paper(customer, ref="another"))

    assert refused.value.param == "number"


def test_a_city_that_wants_it_transfers_to_an_account_of_stripe(fake_stripe, customer):
    gateway.mirror_invoice(paper(customer, transfer=True))
    account = gateway.funding_account(customer=customer)

    [kept] = fake_stripe.world.objects["Invoice"].values()
    assert kept["payment_settings"]["payment_method_types"] == ["customer_balance"]
    assert (account.iban[:2], len(account.iban)) == ("FR", 27)
    assert gateway.funding_account(customer=customer) == account


def test_money_of_our_bank_is_reported_in_parts(opened):
    first = report(opened, 692_000)
    between = gateway.invoice(opened.id)
    report(opened, 1_000_000, ref="part-2")
    after = gateway.invoice(opened.id)

    assert (between.status, between.paid, between.remaining) == ("open", 692_000, 1_000_000)
    assert (after.status, after.paid, after.remaining) == ("paid", 1_692_000, 0)
    assert [(one.cents, bool(one.intent)) for one in gateway.payments(opened.id)] == [
        (1_000_000, False),
        (692_000, False),
    ]
    assert gateway.payments(opened.id)[1].record == first


def test_a_transfer_to_stripe_is_a_payment_of_the_invoice(fake_stripe, opened):
    fake_stripe.hand.do_receive("AG2026-000001", 1_000_000)
    assert gateway.payments(opened.id) == []  # never a part
    fake_stripe.hand.do_receive("AG2026-000001", 692_000)

    [payment] = gateway.payments(opened.id)
    assert (payment.cents, payment.record) == (1_692_000, "")
    assert gateway.invoice_paid_by(payment.intent) == opened.id
    assert gateway.invoice_paid_by("pi_unknown") == ""


def test_a_refund_is_there_until_it_fails(fake_stripe, opened):
    paid = fake_stripe.hand.do_pay(opened.id, 1_692_000)
    given = fake_stripe.hand.do_refund(paid, 5_000)
    [payment] = gateway.payments(opened.id)

    assert [(one.id, one.cents) for one in gateway.refunds(payment.intent)] == [(given, 5_000)]
    fake_stripe.hand.do_fail_refund(given)
    assert gateway.refunds(payment.intent) == []


def test_a_payment_taken_off_is_not_there_any_more(fake_stripe, opened):
    paid = fake_stripe.hand.do_pay(opened.id, 1_692_000)
    fake_stripe.hand.do_cancel(paid)

    assert gateway.payments(opened.id) == []
    assert gateway.invoice(opened.id).status == "open"


@pytest.mark.parametrize(
    ("paid", "credited", "kind", "status"),
    [
        (0, 1_692_000, "pre_payment", "paid"),
        (0, 1_000, "pre_payment", "open"),
        (1_692_000, 1_692_000, "post_payment", "paid"),
        (692_000, 1_692_000, "mixed", "paid"),
    ],
)
def test_a_credit_note_takes_what_is_due_then_what_was_paid(
    fake_stripe, opened, paid, credited, kind, status
):
    if paid:
        report(opened, paid)
    facts = {"ref": "av-1", "stripe_id": opened.id, "cents": credited, "on": TODAY}

    made = gateway.credit(**facts, words="AV2026-000001")

    assert gateway.credit(**facts, words="AV2026-000001") == made
    [kept] = fake_stripe.world.objects["CreditNote"].values()
    assert (kept["type"], kept["total"]) == (kind, credited)
    found = gateway.invoice(opened.id)
    assert (found.status, found.credited) == (status, credited)


def test_long_lists_come_whole(fake_stripe, customer):
    for number in range(103):
        fake_stripe.world.make("Invoice", customer=customer, status="draft", number=str(number))

    opened = gateway.mirror_invoice(paper(customer))

    assert len(list(gateway.invoices())) == 104
    assert gateway.mirror_invoice(paper(customer)) == opened


def test_events_are_those_we_want_since_a_moment(fake_stripe, opened):
    now = fake_stripe.world.now()

    kinds = [one.type for one in gateway.events(since=now - 60)]

    assert kinds == ["invoice.finalized"]  # customer.created and invoice.created are not for us
    assert gateway.events(since=now + 60) == []
    fake_stripe.hand.do_advance(31 * 24 * 3600)
    assert gateway.events(since=now - 60) == []


def test_the_types_asked_for_fit_in_one_question():
    assert len(gateway.EVENTS) <= 20


def test_an_endpoint_speaks_the_version_of_our_sdk(fake_stripe):
    secret = gateway.make_endpoint("https://console.agora.fr/stripe/webhook")

    [kept] = fake_stripe.world.objects["WebhookEndpoint"].values()
    assert secret == kept["secret"]
    assert kept["api_version"] == "2026-10-28.endive"


# --- Where it may be called ----------------------------------------------------------------------
def test_without_key_the_rail_is_off(settings):
    settings.STRIPE_KEY = ""

    assert not gateway.rail_is_on()
    with pytest.raises(RailOff):
        gateway.invoice("in_1")


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_asked(fake_stripe):
    with public(), transaction.atomic(), pytest.raises(OutOfPlace, match="transaction"):
        gateway.invoice("in_1")

    assert fake_stripe.world.calls == []


def test_nothing_of_the_web_loads_the_sdk():
    program = """if True:
        import sys, django
        django.setup()
        import agora.conf.urls_provider, agora.conf.urls_city, agora.conf.urls_club
        print([name for name in ("stripe", "saxonche") if name in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "agora.conf.settings",
            "AGORA_DATABASE_URL": "none",
            "AGORA_STRIPE_KEY": KEY,
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
