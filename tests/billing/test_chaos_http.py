"""Some of the histories over real HTTP: a simulated Stripe, its webhooks, and calls that fail."""

import json
import random
import time
from itertools import count

import pytest
from django.db import connection

from agora.context import public
from agora.jobs.running import perform
from agora.jobs.testing import pending, run_pending
from billing import ledger
from billing.models import Allocation, FactKind, Source, StripeGap, StripeObject
from billing.rail import Unreachable
from tests.billing.test_chaos import LONGEST, OVER_HTTP, SEED, START, begun, held_together
from tests.factories.billing import make_account, make_receipt
from tests.fakestripe.deliveries import signed, unreliable
from tests.fakestripe.fixtures import SECRET

pytestmark = pytest.mark.django_db
FAULTS = ("429", "500_before", "500_after", "torn")


def pull_strings(fake_stripe, history, stripe_id):
    """Something happens at Stripe, by its own hand."""
    chance, world = history.chance, fake_stripe.world
    mine = [one for one in world.objects["InvoicePayment"].values() if one["invoice"] == stripe_id]
    online = [
        one for one in mine if one["status"] == "paid" and one["payment"].get("payment_intent")
    ]
    intents = {one["payment"]["payment_intent"] for one in online}
    refunds = world.objects["Refund"].items()
    given = [name for name, one in refunds if one["payment_intent"] in intents]
    verb = chance.choice(["pay", "pay", "refund", "cancel", "fail", "bank"])
    invoice = world.get("Invoice", stripe_id)
    if verb == "pay" and invoice["status"] == "open":
        fake_stripe.hand.do_pay(stripe_id, chance.randrange(1, invoice["amount_remaining"] + 1))
    elif verb == "refund" and online:
        paid = chance.choice(online)
        _code, _said = fake_stripe.hand.answer(
            "refund",
            json.dumps({"payment": paid["id"], "cents": chance.randrange(1, 900)}).encode(),
        )
    elif verb == "cancel" and online:
        fake_stripe.hand.do_cancel(chance.choice(online)["id"])
    elif verb == "fail" and given:
        fake_stripe.hand.do_fail_refund(chance.choice(given))
    elif verb == "bank" and invoice["status"] == "open":
        share(history, chance.randrange(1, 50_000))


def share(history, cents):
    receipt = make_receipt(cents, on=START)
    source = f"{receipt.uid}:{history.invoice.uid}"
    fact = ledger.note(
        ledger.Fact(FactKind.PAYMENT, history.invoice, cents, Source.BANK, source, START)
    )
    Allocation.objects.create(receipt=receipt, invoice=history.invoice, cents=cents, fact=fact)
    history.happen("bank", source, cents)


def work(patience=60):
    """Run what waits, as a worker does that is refused and comes back."""
    for _ in range(patience):
        try:
            run_pending(later=True)
        except Unreachable:
            with public(), connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'failed'"
                )
        if not pending():
            return
    raise AssertionError("never came through")


def told_over_http(fake_stripe, console, history, events):
    """A history at the simulated Stripe, told by its own webhooks, while calls fail."""
    chance = history.chance
    perform("billing.mirror_invoice", {"invoice": history.invoice.pk})
    stripe_id = StripeObject.objects.get(kind="invoice", ours=history.invoice.uid).stripe_id
    for _ in range(events):
        pull_strings(fake_stripe, history, stripe_id)
        if chance.random() < 0.3:
            fake_stripe.faults.tell(chance.choice(FAULTS), times=chance.randrange(1, 5))
        if chance.random() < 0.4:
            waiting, fake_stripe.world.outbox = fake_stripe.world.outbox, []
            chaos = {"lost": 0.3, "doubled": 0.3, "shuffled": True, "seed": chance.random()}
            for event in unreliable(waiting, **chaos):
                body = json.dumps(event).encode()
                header = signed(body, SECRET, int(time.time()))
                answer = console.post(
                    "/stripe/webhook",
                    body,
                    content_type="application/json",
                    headers={"stripe-signature": header},
                )
                assert answer.status_code == 200
            work()
    fake_stripe.faults.forget()
    fake_stripe.hand.do_advance(25 * 3600)  # keys that remember a failure are forgotten
    perform("billing.catch_up", {})
    work()
    objects = fake_stripe.world.objects
    for one in objects["InvoicePayment"].values():
        if one["invoice"] == stripe_id and (intent := one["payment"].get("payment_intent")):
            history.happen("pay", one["id"], one["amount_paid"], here=one["status"] == "paid")
            for given in objects["Refund"].values():
                if given["payment_intent"] == intent:
                    here = given["status"] == "succeeded"
                    facts = {"here": here, "parent": one["id"]}
                    history.happen("refund", given["id"], given["amount"], **facts)


@pytest.mark.slow
def test_fifty_of_them_over_http_end_on_the_truth(fake_stripe, books, console, figure):
    chance = random.Random(SEED + 1)
    account = make_account(city=books["villeneuve"])
    histories = []
    for _ in range(OVER_HTTP):
        history = begun(account, random.Random(chance.random()), count())
        told_over_http(fake_stripe, console, history, chance.randrange(5, LONGEST // 2))
        histories.append(history)

    wrong = held_together(histories)

    figure(
        "histories over HTTP true to the cent",
        len(histories) - len(wrong),
        f"of {OVER_HTTP}",
        "all",
        ok=not wrong,
    )
    assert wrong == []
    perform("billing.compare", {})
    gaps = StripeGap.objects.filter(closed_at__isnull=True)
    # Money of the bank for an invoice that Stripe's own money had paid: a person was told why.
    refused = set(gaps.filter(what__contains="not open").values_list("invoice", flat=True))
    differ = set(gaps.filter(ours_cents__isnull=False).values_list("invoice", flat=True))
    assert differ <= refused
