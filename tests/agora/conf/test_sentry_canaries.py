"""What really leaves for Sentry, over HTTP: canaries wherever words of people could be."""

import logging
import threading

import pytest
import sentry_sdk
from django.core import signals
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import path

from agora.conf import sentry
from agora.context import enter
from agora.context.middleware import CityMiddleware
from agora.jobs.registries import task, tasks
from agora.jobs.running import perform
from tests.agora.conf.receiver import Receiver, end_client
from tests.harness.clients import outside

CANARIES = {
    "mail": "jeanne.canari@exemple.fr",
    "pseudonym": "canaripseudo",
    "words": "canaripluie",
    "token": "Canari0123456789abcdefghijklmnop",
    "cookie": "canaricookie",
    "address": "203.0.113.77",
    "query": "canariquestion",
    "parameter": "canariparametre",
    "argument": "canariargument",
    "path": "canarichemin",
}
ALL = " ".join(CANARIES.values())


@pytest.fixture
def received():
    receiver = Receiver()
    sentry.init(dsn=receiver.dsn, environment="test", traces=1.0)
    yield receiver
    end_client()
    receiver.close()


def speak_everywhere():
    """Put every canary wherever a person's words could end."""
    scope = sentry_sdk.get_isolation_scope()
    scope.set_user({"email": ALL, "username": ALL, "ip_address": CANARIES["address"]})
    scope.set_tag("note", ALL)
    scope.set_extra("form", {"body": ALL})
    scope.set_context("form", {"body": ALL})
    scope.fingerprint = [ALL]
    scope.add_attachment(bytes=ALL.encode(), filename="canari.txt")
    sentry_sdk.add_breadcrumb(message=ALL, data={"q": ALL}, category="query")
    logging.getLogger("agora.test").warning("dit %s", ALL)
    with sentry_sdk.start_span(op="db", name=f"SELECT '{ALL}'") as span:
        span.set_data("db.params", [ALL])
        span.set_tag("note", ALL)


def broken(request, words):
    """A view that fails with everything in its hands."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [CANARIES["parameter"]])
    local = ALL  # noqa: F841  a variable of the frame
    speak_everywhere()
    logging.getLogger("agora.test").error("encore %s", ALL)
    raise ValueError(ALL)


class _Urls:
    urlpatterns = [path("rompu/<slug:words>/", broken, name="broken")]


def visit(city, words=CANARIES["path"], where="rompu"):
    """One request through the city middleware and Django's own handler, as the server sends it."""
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415

    environ = RequestFactory().post(
        f"/{where}/{words}/?q={CANARIES['query']}",
        {"body": ALL},
        REMOTE_ADDR=CANARIES["address"],
        headers={
            "Host": city.host,
            "Cookie": f"agora_session={CANARIES['cookie']}",
            "Authorization": f"Bearer {CANARIES['token']}",
            "X-Forwarded-For": CANARIES["address"],
            "User-Agent": CANARIES["words"],
        },
    )

    def whole():
        handler = WSGIHandler()
        answer = handler(environ.environ, lambda status, headers: None)
        b"".join(answer)
        answer.close()

    outside(whole)


@pytest.fixture
def site(settings, db, warm_directory):
    """A site of one page, that fails; the connection is the test's, to be left open."""
    settings.HOUSE_URLCONFS = dict.fromkeys(settings.HOUSE_URLCONFS, _Urls)
    settings.ROOT_URLCONF = _Urls
    settings.MIDDLEWARE = [f"{CityMiddleware.__module__}.{CityMiddleware.__name__}"]
    for moment in (signals.request_started, signals.request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (signals.request_started, signals.request_finished):
        moment.connect(close_old_connections)


def leaked(receiver):
    sentry_sdk.flush(10)
    assert receiver.bytes
    return {name for name, word in CANARIES.items() if word.encode() in receiver.bytes}


def test_of_a_request_that_fails_no_word_leaves(received, site, cities):
    visit(cities["villeneuve"])

    assert leaked(received) == set()
    assert {item["logentry"]["message"] for item in received.arrived() if "logentry" in item} == {
        "encore %s"
    }
    [error] = [item for item in received.arrived() if "exception" in item]
    assert error["exception"]["values"][-1]["type"] == "ValueError"
    assert error["request"] == {"method": "POST"}
    [timing] = received.arrived("transaction")
    assert timing["transaction"] == "/rompu/{words}/"
    assert timing["spans"]


def test_an_address_that_leads_nowhere_is_no_name(received, site, cities):
    visit(cities["villeneuve"], where=CANARIES["words"])

    assert leaked(received) == set()
    assert [item.get("transaction") for item in received.arrived("transaction")] == [None]


def test_of_a_job_that_fails_for_good_no_argument_leaves(received, db, cities):
    def fails(**ids):
        speak_everywhere()
        raise ValueError(ids)

    task("test.fails")(fails)
    city = cities["villeneuve"]
    try:
        with pytest.raises(ValueError, match="canariargument"):
            args = {"city": city.schema, "word": CANARIES["argument"]}
            outside(lambda: perform("test.fails", args, number=77, last=True))
    finally:
        tasks.forget("test.fails")

    assert leaked(received) == set()
    [event] = received.arrived()
    assert event["tags"]["house"] == city.schema
    assert event["tags"]["trace"] == "job-77"


def test_a_job_that_will_be_tried_again_is_no_event(received, db, cities):
    task("test.fails")(lambda **ids: 1 / 0)
    try:
        with pytest.raises(ZeroDivisionError):
            outside(lambda: perform("test.fails", {"city": cities["villeneuve"].schema}))
    finally:
        tasks.forget("test.fails")

    assert received.arrived() == []


def test_two_cities_in_two_threads_are_told_apart(received, cities):
    barrier = threading.Barrier(2)

    def live(city):
        for _time in range(5):
            barrier.wait(10)
            with enter(city):
                logging.getLogger("agora.test").error(f"ici {city.schema}")

    threads = [threading.Thread(target=live, args=(city,)) for city in cities.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    told = [(event["logentry"]["message"], event["tags"]["house"]) for event in received.arrived()]
    assert len(told) == 10
    assert {(f"ici {city.schema}", city.schema) for city in cities.values()} == set(told)


def test_a_timing_says_the_city_though_its_house_is_left(received, site, cities):
    visit(cities["villeneuve"])
    visit(cities["montclair"])

    houses = [item["tags"]["house"] for item in received.arrived("transaction")]
    assert houses == [cities["villeneuve"].schema, cities["montclair"].schema]


def test_without_the_scrubber_the_canaries_would_be_found(site, cities, monkeypatch):
    monkeypatch.setattr(sentry, "scrub", lambda event, hint: event)
    receiver = Receiver()
    try:
        sentry.init(dsn=receiver.dsn, environment="test", traces=1.0)
        visit(cities["villeneuve"])

        assert leaked(receiver) >= {"mail", "words", "pseudonym", "path", "query"}
    finally:
        end_client()
        receiver.close()
