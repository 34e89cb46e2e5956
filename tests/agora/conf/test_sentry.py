import json
import logging

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from agora.conf import sentry
from agora.context import CityRef, enter
from tests.agora.conf.receiver import end_client

CANARY = "canari-7d1f"
DSN = "https://key@sentry.invalid/1"
CITY = CityRef("t_abc", 1, "live", "Villeneuve")


class Caught(Transport):
    """Keeps what would have left."""

    def __init__(self, options=None):
        super().__init__(options)
        self.items = []

    def capture_envelope(self, envelope):
        self.items += [item.payload.json for item in envelope.items if item.payload.json]


@pytest.fixture
def caught():
    transport = Caught()
    sentry.init(dsn=DSN, environment="test", traces=1.0, transport=transport)
    yield transport
    end_client()


def test_without_dsn_nothing_starts():
    assert sentry.init(dsn="", environment="test", traces=0) is False


def speak_everywhere():
    """Put the canary wherever a person's words could end."""
    private = CANARY
    sentry_sdk.set_user({"email": private, "id": 7})
    sentry_sdk.set_tag("note", private)
    sentry_sdk.set_extra("form", {"body": private})
    sentry_sdk.set_context("form", {"body": private})
    sentry_sdk.add_breadcrumb(message=private, data={"q": private})
    logging.getLogger("agora.test").warning("dit %s", private)
    with sentry_sdk.start_span(op="db", name=f"SELECT '{private}'") as span:
        span.set_data("params", [private])
    try:
        raise ValueError(private)
    except ValueError:
        sentry_sdk.capture_exception()
    logging.getLogger("agora.test").error("encore %s", private)


def test_of_an_error_and_a_timing_no_word_leaves(caught):
    with enter(CITY), sentry_sdk.start_transaction(op="http", name="/propositions/{pk}/") as timing:
        timing.set_data("body", CANARY)
        speak_everywhere()
    sentry_sdk.flush()

    kinds = [item.get("type", "event") for item in caught.items]
    assert "transaction" in kinds
    assert "event" in kinds
    assert CANARY not in json.dumps(caught.items)


def test_what_leaves_says_the_city_the_type_and_the_frames(caught):
    with enter(CITY):
        speak_everywhere()
    sentry_sdk.flush()

    error = next(item for item in caught.items if "exception" in item)
    assert error["tags"]["house"] == "t_abc"
    thrown = error["exception"]["values"][0]
    assert thrown["type"] == "ValueError"
    assert thrown["stacktrace"]["frames"][-1]["function"] == "speak_everywhere"
    assert "vars" not in thrown["stacktrace"]["frames"][-1]
