"""Each verb of the gateway under each fault: nothing is doubled; no secret comes out."""

import json
import logging

import pytest
import sentry_sdk

from agora.conf.log_lines import JsonFormatter
from billing import gateway
from billing.rail import RefusedByStripe, Unreachable
from tests.agora.conf.test_sentry import caught  # noqa: F401
from tests.billing.test_gateway import REF, SIRET, TODAY, job, paper, report  # noqa: F401
from tests.fakestripe.fixtures import KEY

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
    monkeypatch.setattr(gateway, "TIMEOUT", 0.5)  # for all calls: the healthy ones are within

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
