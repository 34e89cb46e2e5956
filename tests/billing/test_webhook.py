"""What is believed of Stripe, and what is not: compared with the SDK, then attacked."""

import json
import random
import time

import pytest

from billing.webhook import MOST_BYTES, OLDEST, Hint, NotBelieved, about, read, verify
from tests.fakestripe.deliveries import signed

SECRET = "whsec_canari_2bdc9e1f"
NOW = 1_795_000_000


def body(**fields):
    told = {
        "id": "evt_1",
        "type": "invoice.paid",
        "created": NOW - 5,
        "livemode": False,
        "data": {"object": {"id": "in_1"}},
    }
    return json.dumps(told | fields).encode()


def believed(content, header=None, *, secret=SECRET, live=False, now=NOW):
    header = signed(content, SECRET, NOW) if header is None else header
    return read(content, header, secret=secret, live=live, now=now)


def test_a_signed_event_is_a_hint_and_nothing_more():
    assert believed(body()) == Hint("evt_1", "invoice.paid", NOW - 5, "in_1")


def test_an_unknown_type_is_a_hint_like_another():
    assert believed(body(type="moon.landed")).type == "moon.landed"


@pytest.mark.parametrize(
    ("thing", "wanted"),
    [
        ({"id": "in_1"}, "in_1"),
        ({"id": "inpay_1", "invoice": "in_2"}, "in_2"),
        ({"id": "re_1", "payment_intent": "pi_3"}, "pi_3"),
        ({"id": "cus_1"}, "cus_1"),
        ({"id": "in_1'; --"}, ""),
        ({"id": 7, "invoice": ["in_2"]}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_of_what_it_speaks_only_the_name_is_read(thing, wanted):
    assert about({"data": {"object": thing}}) == wanted


def test_without_data_it_speaks_of_nothing():
    assert about({"data": ["in_1"]}) == about({}) == ""


HOSTILE = {
    "[]": b"[]",
    "null": b"null",
    "a string": b'"in_1"',
    "a number": b"7",
    "nothing": b"",
    "cut": b'{"id": "evt_1"',
    "invalid UTF-8": b'{"id": "\xff\xfe"}',
    "deep": b"[" * 100_000,
    "huge number": b'{"created": ' + b"9" * 10_000 + b"}",
    "too long": b'{"id": "' + b"x" * MOST_BYTES + b'"}',
    "no id": body(id=None),
    "an id with a nul": body(id="evt_\x00"),
    "a long id": body(id="e" * 81),
    "an id with an accent": body(id="évt"),
    "no type": body(type=None),
    "a type in pieces": body(type=["invoice.paid"]),
    "no date": body(created=None),
    "a date that is true": body(created=True),
    "a date with a point": body(created=NOW + 0.5),
    "the other mode": body(livemode=True),
    "no mode": body(livemode=None),
    "a mode in words": body(livemode="false"),
    "too old": body(created=NOW - OLDEST - 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_well_signed_and_still_not_believed(name):
    with pytest.raises(NotBelieved):
        believed(HOSTILE[name])


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=,v1=",
        f"t={NOW}",
        f"v1={'0' * 64}",
        f"t={NOW},v1={'0' * 64}",
        f"t={NOW},v0={{}}",
        f"t=١٢٣,v1={'0' * 64}",
        f"t={NOW},v1=é",
        "t=1e9,v1=00",
        f"t=-{NOW},v1=00",
        "t" * 3000,
    ],
)
def test_a_header_that_is_none_is_not_believed(header):
    with pytest.raises(NotBelieved):
        believed(body(), header.format(signed(body(), SECRET, NOW).partition("v1=")[2]))


@pytest.mark.parametrize("away", [-301, 301, -86_400, 86_400])
def test_a_replayed_or_future_signature_is_not_believed(away):
    with pytest.raises(NotBelieved, match="not now"):
        believed(body(), signed(body(), SECRET, NOW + away))


@pytest.mark.parametrize("away", [-300, 300])
def test_five_minutes_are_forgiven(away):
    assert believed(body(), signed(body(), SECRET, NOW + away))


def test_one_altered_byte_is_not_believed():
    header = signed(body(), SECRET, NOW)

    with pytest.raises(NotBelieved, match="another signature"):
        believed(body().replace(b"in_1", b"in_2"), header)


@pytest.mark.parametrize("secret", ["", " \t\n"])
def test_without_secret_nothing_is_believed(secret):
    with pytest.raises(NotBelieved, match="no signature"):
        believed(body(), signed(body(), secret, NOW), secret=secret)


def test_while_the_secret_changes_either_signature_does():
    old = signed(body(), "whsec_old", NOW).partition(",")[2]

    assert believed(body(), f"{signed(body(), SECRET, NOW)},{old}")
    assert believed(body(), f"t={NOW},{old},{signed(body(), SECRET, NOW).partition(',')[2]}")


def test_in_production_a_test_event_is_not_believed():
    with pytest.raises(NotBelieved, match="the other mode"):
        believed(body(), live=True)
    assert believed(body(livemode=True), live=True)


def drawn(chance, now):
    """A body and a header as chance has them: right, spoilt, doubled, old, to come."""
    content = json.dumps({"n": chance.random(), "é": "à" * chance.randrange(4)}).encode()
    at = now + chance.choice([0, 0, -100, 100, -290, -302, -5_000, 5_000])
    secret = chance.choice([SECRET, SECRET, SECRET, "whsec_other", SECRET + " "])
    header = signed(content, secret, at)
    spoilt = [
        lambda text: text,
        lambda text: text,
        lambda text: text.replace("v1", "v0"),
        lambda text: text[:-1],
        lambda text: text + ",v1=00",
        lambda text: "v1=00," + text,
        lambda text: text.replace("t=", "x="),
        lambda text: text.partition(",")[2],
        lambda text: text.upper(),
        lambda text: f"t={at + 1},{text}",
        lambda text: f"{text},t={at + 1}",
        lambda text: text.replace(",", ", "),
        lambda text: "",
    ]
    return content, chance.choice(spoilt)(header), at


def test_the_sdk_believes_the_same_but_for_what_comes_from_the_future():
    from stripe import SignatureVerificationError, WebhookSignature  # noqa: PLC0415  slow

    chance = random.Random(20_261_120)
    agreed = {True: 0, False: 0}
    for _ in range(2_000):
        now = int(time.time())
        content, header, at = drawn(chance, now)
        try:
            theirs = WebhookSignature.verify_header(content, header, SECRET, tolerance=300)
        except SignatureVerificationError:
            theirs = False
        try:
            verify(content, header, secret=SECRET, now=now)
            ours = True
        except NotBelieved:
            ours = False
        if at > now + 300:
            assert not ours  # the SDK lets these pass
        else:
            assert ours == theirs, header
            agreed[ours] += 1

    assert min(agreed.values()) > 300
