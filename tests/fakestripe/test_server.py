"""The simulation over real HTTP: keys, faults, time, money, webhooks."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest

from tests.fakestripe.deliveries import signed, unreliable
from tests.fakestripe.server import FakeStripe
from tests.fakestripe.world import World


@pytest.fixture
def stripe():
    with FakeStripe() as fake:
        yield fake


def call(stripe, method, path, key="", secret="sk_test_x", **asked):
    text = urlencode(asked)
    headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
    url = f"{stripe.url}{path}" + (f"?{text}" if method == "GET" else "")
    body = text.encode() if method == "POST" else None
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def hand(stripe, verb, **asked):
    request = urllib.request.Request(f"{stripe.url}/_control/{verb}", json.dumps(asked).encode())
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def opened(stripe, cents=1_000, number="AG-1"):
    _, customer = call(stripe, "POST", "/v1/customers", name="Lille")
    facts = {"customer": customer["id"], "number": number, "currency": "eur"}
    _, draft = call(stripe, "POST", "/v1/invoices", **facts)
    facts = {"customer": customer["id"], "invoice": draft["id"], "currency": "eur"}
    call(stripe, "POST", "/v1/invoiceitems", **facts, amount=cents)
    return call(stripe, "POST", f"/v1/invoices/{draft['id']}/finalize")[1]


def test_a_key_gives_the_same_answer_to_the_same_question(stripe):
    first = call(stripe, "POST", "/v1/customers", key="k", name="Lille")
    assert call(stripe, "POST", "/v1/customers", key="k", name="Lille") == first
    status, other = call(stripe, "POST", "/v1/customers", key="k", name="Roubaix")

    assert (status, other["error"]["type"]) == (400, "idempotency_error")
    assert len(stripe.world.objects["Customer"]) == 1


def test_a_key_is_forgotten_after_a_day(stripe):
    call(stripe, "POST", "/v1/customers", key="k", name="Lille")
    hand(stripe, "advance", seconds=24 * 3600 + 1)
    call(stripe, "POST", "/v1/customers", key="k", name="Lille")

    assert len(stripe.world.objects["Customer"]) == 2


def test_a_question_that_was_wrong_may_be_asked_right_under_its_key(stripe):
    assert call(stripe, "POST", "/v1/customers", key="k", nam="Lille")[0] == 400
    assert call(stripe, "POST", "/v1/customers", key="k", name="Lille")[0] == 200


@pytest.mark.parametrize(
    ("fault", "status", "made", "again"),
    [
        ("429", 429, 0, 200),
        ("500_before", 500, 0, 200),
        ("500_after", 500, 1, 500),
        ("500_stuck", 500, 0, 500),
    ],
)
def test_faults_end_as_told_and_keys_remember_them(stripe, fault, status, made, again):
    hand(stripe, "fault", kind=fault, method="post", path="/v1/customers")

    assert call(stripe, "POST", "/v1/customers", key="k", name="a")[0] == status
    assert len(stripe.world.objects["Customer"]) == made
    assert call(stripe, "POST", "/v1/customers", key="k", name="a")[0] == again


def test_a_link_is_cut_after_the_commit(stripe):
    hand(stripe, "fault", kind="torn")

    with pytest.raises(OSError, match=r"[Rr]emote|[Cc]onnection"):
        call(stripe, "POST", "/v1/customers", key="k", name="a")

    assert len(stripe.world.objects["Customer"]) == 1
    assert call(stripe, "POST", "/v1/customers", key="k", name="a")[0] == 200
    assert len(stripe.world.objects["Customer"]) == 1


def test_an_answer_comes_too_late(stripe):
    hand(stripe, "fault", kind="timeout")
    began = time.monotonic()
    waiting = Thread(target=call, args=(stripe, "POST", "/v1/customers"), kwargs={"name": "a"})
    waiting.start()
    while not stripe.world.objects["Customer"]:  # done, and not yet said
        assert time.monotonic() - began < 25
        time.sleep(0.01)
    waiting.join(0.3)
    assert waiting.is_alive()
    hand(stripe, "heal")
    waiting.join(25)

    assert time.monotonic() - began < 25  # else it answers by itself, after thirty
    assert len(stripe.world.objects["Customer"]) == 1


def test_an_unknown_fault_and_an_unknown_verb_are_refused(stripe):
    assert hand(stripe, "fault", kind="moon")[0] == 400
    assert hand(stripe, "fault", moon=1)[0] == 400
    assert hand(stripe, "moon")[0] == 404
    assert hand(stripe, "__init__")[0] == 404


@pytest.mark.parametrize("secret", ["", "sk_live_x", "pk_test_x"])
def test_no_other_key_than_a_test_one_comes_in(stripe, secret):
    assert call(stripe, "GET", "/v1/customers", secret=secret)[0] == 401


def test_what_is_not_simulated_says_so(stripe):
    status, said = call(stripe, "GET", "/v1/subscriptions")

    assert (status, said["error"]["type"]) == (404, "invalid_request_error")


def test_transfers_wait_until_they_fund_an_invoice_whole(stripe):
    invoice = opened(stripe)
    assert hand(stripe, "receive", invoice="AG-1", cents=400)[1] == {"said": ""}
    status, said = hand(stripe, "receive", invoice="AG-1", cents=700)

    assert (status, said["said"][:6]) == (200, "inpay_")
    found = call(stripe, "GET", f"/v1/invoices/{invoice['id']}")[1]
    assert (found["status"], found["amount_paid"], found["amount_overpaid"]) == ("paid", 1_000, 0)
    [customer] = hand(stripe, "state")[1]["said"]["Customer"].values()
    assert customer["cash_balance"]["available"] == {"eur": 100}


def test_parts_overpayments_and_refunds_keep_their_sums(stripe):
    invoice = opened(stripe)
    first = hand(stripe, "pay", invoice="AG-1", cents=300)[1]["said"]
    hand(stripe, "pay", invoice=invoice["id"], cents=800)
    assert hand(stripe, "pay", invoice="AG-1", cents=1)[0] == 400  # paid already
    assert hand(stripe, "refund", payment=first, cents=301)[0] == 400
    assert hand(stripe, "refund", payment=first, cents=300)[0] == 200
    assert hand(stripe, "refund", payment=first, cents=1)[0] == 400

    found = call(stripe, "GET", f"/v1/invoices/{invoice['id']}")[1]
    assert (found["status"], found["amount_paid"], found["amount_overpaid"]) == ("paid", 1_000, 100)


def test_a_dashboards_credit_note_shrinks_what_is_due(stripe):
    invoice = opened(stripe)
    assert hand(stripe, "credit", invoice="AG-1", cents=1_001)[0] == 400
    hand(stripe, "credit", invoice="AG-1", cents=999)

    found = call(stripe, "GET", f"/v1/invoices/{invoice['id']}")[1]
    assert (found["amount_remaining"], found["status"]) == (1, "open")


def test_events_go_after_thirty_days(stripe):
    opened(stripe)
    assert call(stripe, "GET", "/v1/events")[1]["data"][0]["type"] == "invoice.finalized"
    hand(stripe, "advance", seconds=31 * 24 * 3600)

    assert call(stripe, "GET", "/v1/events")[1]["data"] == []
    many = {f"types[{n}]": "invoice.paid" for n in range(21)}
    assert call(stripe, "GET", "/v1/events", **many)[0] == 400


# --- Webhooks ------------------------------------------------------------------------------------
@pytest.fixture
def listener():
    """An address that keeps what it is told."""
    told = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append((self.headers["Host"], self.headers["Stripe-Signature"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield told, f"http://console.localhost:{server.server_port}/stripe/webhook"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_happens_is_told_signed_once_and_in_order(stripe, listener):
    told, url = listener
    hand(stripe, "webhooks", url=url, secret="whsec_x")
    opened(stripe)

    assert hand(stripe, "deliver")[1]["said"] == [200] * 3
    assert hand(stripe, "deliver")[1]["said"] == []
    kinds = [json.loads(body)["type"] for _host, _signature, body in told]
    assert kinds == ["customer.created", "invoice.created", "invoice.finalized"]
    host, signature, body = told[0]
    assert host.startswith("console.localhost:")
    at = int(signature.partition(",")[0].removeprefix("t="))
    assert signature == signed(body, "whsec_x", at)
    assert abs(at - time.time()) < 60


def test_nobody_at_the_address_is_no_answer(stripe):
    hand(stripe, "webhooks", url="http://127.0.0.1:9/x")
    opened(stripe)

    assert hand(stripe, "deliver")[1]["said"] == [0, 0, 0]


def test_the_internet_loses_doubles_and_shuffles():
    events = [{"id": n} for n in range(1_000)]
    arriving = unreliable(events, lost=0.3, doubled=0.3, shuffled=True, seed=1)

    assert 600 < len({one["id"] for one in arriving}) < 800
    assert 800 < len(arriving) < 1_000
    assert arriving != sorted(arriving, key=lambda one: one["id"])
    assert unreliable(events, lost=0, doubled=0, shuffled=False, seed=1) == events


# --- Between two runs ----------------------------------------------------------------------------
def test_a_world_with_a_file_is_found_again(tmp_path):
    file = tmp_path / "stripe.json"
    with FakeStripe(World(file)) as fake:
        invoice = opened(fake)
    with FakeStripe(World(file)) as fake:
        assert call(fake, "GET", f"/v1/invoices/{invoice['id']}")[0] == 200
        assert opened(fake, number="AG-2")["id"] != invoice["id"]


def test_it_runs_alone_as_the_demonstration_starts_it(tmp_path):
    top = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.fakestripe", "--port", "0"]
    with subprocess.Popen(command, cwd=top, stdout=subprocess.PIPE, text=True) as child:
        said = child.stdout.readline()
        url = said.partition(" : ")[2].strip()
        with urllib.request.urlopen(f"{url}/_control/state", b"{}", timeout=5) as answer:
            assert answer.status == 200
        child.terminate()

    assert said.startswith("Stripe (simulation)")
