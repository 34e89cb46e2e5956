"""Each verb of the gateway against the simulated Stripe, when all is well and under each fault."""

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sentry_sdk
from django.db import transaction

from agora.conf.log_lines import JsonFormatter
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
    Unreachable,
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


# --- Faults --------------------------------------------------------------------------------------
VERBS = {
    "customer": [("post", "/v1/customers"), ("get", "/v1/customers")],
    "invoice": [
        ("post", "/v1/invoices"),
        ("get", "/v1/invoices"),
        ("post", "/v1/invoiceitems"),
        ("post", "/finalize"),
    ],
    "report": [
        ("post", "/v1/payment_records/report_payment"),
        ("get", "/v1/payment_records"),
        ("post", "/attach_payment"),
        ("get", "/v1/invoice_payments"),
    ],
    "credit": [("post", "/v1/credit_notes"), ("get", "/v1/credit_notes")],
    "read": [("get", "/v1/refunds"), ("get", "/v1/events"), ("get", "/v1/invoices/in_")],
    "funding": [("post", "/funding_instructions")],
}
FAULTS = {
    "get": ("429", "500_before", "torn"),  # what is only read leaves nothing behind
    "post": ("429", "500_before", "500_after", "500_stuck", "torn"),
}
CALLS = [(*call, fault) for calls in VERBS.values() for call in calls for fault in FAULTS[call[0]]]


def whole_story():
    """All that the rail is used for, from nothing to a credited invoice."""
    found = gateway.customer(ref=REF, name="Ville de Lille", siret=SIRET)
    gateway.funding_account(customer=found)
    opened = gateway.mirror_invoice(paper(found))
    report(opened, 692_000)
    gateway.credit(ref="av-1", stripe_id=opened.id, cents=1_000, on=TODAY, words="AV2026-000001")
    gateway.refunds("pi_1")
    gateway.events(since=0)
    return gateway.invoice(opened.id)


def told_again(fake_stripe, story):
    """Begin again each time, as the queue does, a day later when keys are forgotten at last."""
    for attempt in range(4):
        try:
            return story(), attempt
        except Unreachable:
            fake_stripe.hand.do_advance(13 * 3600)
    raise AssertionError("never came through")


@pytest.mark.parametrize(("method", "path", "fault"), CALLS)
def test_nothing_is_doubled_whatever_fails(fake_stripe, method, path, fault):
    # Three times: the client itself tries again twice.
    fake_stripe.faults.tell(fault, method=method, path=path, times=3)

    found, _attempts = told_again(fake_stripe, whole_story)

    assert (found.paid, found.credited, found.remaining) == (692_000, 1_000, 999_000)
    held = {name: len(kept) for name, kept in fake_stripe.world.objects.items() if name != "Event"}
    assert held == {
        "Customer": 1,
        "Invoice": 1,
        "InvoiceItem": 2,
        "InvoiceLineItem": 0,
        "InvoicePayment": 1,
        "PaymentRecord": 1,
        "CreditNote": 1,
        "Refund": 0,
        "WebhookEndpoint": 0,
        "CustomerCashBalanceTransaction": 0,
    }


@pytest.mark.parametrize("path", ["/v1/invoices", "/report_payment", "/v1/credit_notes"])
def test_an_answer_that_comes_too_late_doubles_nothing(fake_stripe, monkeypatch, path):
    fake_stripe.faults.tell("timeout", method="post", path=path, times=3)
    monkeypatch.setattr(gateway, "TIMEOUT", 0.2)

    found, attempts = told_again(fake_stripe, whole_story)

    assert attempts == 1
    assert (found.paid, found.credited) == (692_000, 1_000)
    assert len(fake_stripe.world.objects["PaymentRecord"]) == 1
    assert len(fake_stripe.world.objects["CreditNote"]) == 1


def test_too_many_calls_is_for_the_queue_to_wait(fake_stripe):
    fake_stripe.faults.tell("429")

    with pytest.raises(Unreachable, match="RateLimitError 429"):
        gateway.invoice("in_1")


def test_nobody_at_the_address_is_unreachable(fake_stripe, settings):
    settings.STRIPE_API = "http://127.0.0.1:9"

    with pytest.raises(Unreachable, match="APIConnectionError"):
        gateway.invoice("in_1")


def test_a_wrong_key_is_ours_to_repair(fake_stripe, settings):
    settings.STRIPE_KEY = "wrong"

    with pytest.raises(Unreachable, match="AuthenticationError 401"):
        gateway.invoice("in_1")


def test_what_is_not_there_is_refused(fake_stripe):
    with pytest.raises(RefusedByStripe) as refused:
        gateway.invoice("in_unknown")

    assert refused.value.code == "resource_missing"


# --- Canaries ------------------------------------------------------------------------------------
def told_everywhere(fake_stripe):
    """Fail in each way, and log it the way a job does."""
    for fault in ("429", "500_before", "torn"):
        fake_stripe.faults.tell(fault, times=3)
        try:
            gateway.customer(ref=REF, name="Ville", siret=SIRET)
        except Unreachable:
            logging.getLogger("agora.jobs").exception("job failed")
            sentry_sdk.capture_exception()
        fake_stripe.faults.forget()
    try:
        gateway.customer(ref="b", name="Ville", siret="42")
    except RefusedByStripe:
        logging.getLogger("agora.jobs").exception("job failed")
        sentry_sdk.capture_exception()


def test_the_key_is_in_no_log_and_no_error_event(fake_stripe, caplog, caught):  # noqa: F811
    with caplog.at_level("DEBUG"):
        told_everywhere(fake_stripe)
    sentry_sdk.flush()

    lines = [JsonFormatter().format(one) for one in caplog.records]
    assert sum('"error"' in line for line in lines) == 4
    assert KEY not in "\n".join(lines)
    assert KEY not in caplog.text
    assert len([one for one in caught.items if "exception" in one]) >= 4
    assert KEY not in json.dumps(caught.items)


@pytest.mark.parametrize(
    "secret",
    [KEY, "rk_live_51Habcdefgh", "whsec_abcdef", "FR76 3000 6000 0112 3456 7890 189"],
)
def test_a_refusal_that_quotes_a_secret_is_told_without_it(fake_stripe, secret, monkeypatch):
    def quote(*args, **kwargs):
        raise RefusalOfStripe(f"Invalid value: {secret}")

    from tests.fakestripe import app  # noqa: PLC0415
    from tests.fakestripe.world import Refusal as RefusalOfStripe  # noqa: PLC0415

    monkeypatch.setitem(app.VERBS, ("get", "/v1/invoices/{invoice}"), quote)
    with pytest.raises(RefusedByStripe) as refused:
        gateway.invoice("in_1")

    assert str(refused.value) == "Invalid value: […]"
    assert refused.value.__cause__ is None


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
