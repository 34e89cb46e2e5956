"""The host says the house."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from agora.context import directory, house, state
from agora.context.middleware import CityMiddleware
from tests.harness.clients import outside


def send(view, host):
    request = RequestFactory(headers={"host": host}).get("/")
    return outside(lambda: CityMiddleware(view)(request)), request


@pytest.fixture
def hosts(db, warm_directory):
    """Both cities are known."""


def test_a_view_is_inside_its_city(hosts, cities, settings):
    answer, request = send(lambda _request: HttpResponse(house()), "Villeneuve.localhost:8000")

    assert answer.content.decode() == cities["villeneuve"].schema
    assert request.city == cities["villeneuve"]
    assert request.urlconf == settings.HOUSE_URLCONFS["city"]


def test_the_console_is_at_the_provider_s(hosts, settings):
    answer, request = send(lambda _request: HttpResponse(state()), "console.localhost")

    assert answer.content == b"public"
    assert (request.city, request.urlconf) == (None, settings.HOUSE_URLCONFS["public"])


def test_an_unknown_host_gets_a_page_that_names_nobody(hosts):
    answer, _request = send(lambda _request: HttpResponse("no"), "ailleurs.example")

    assert answer.status_code == 404
    assert "Cette adresse ne mène nulle part" in answer.text
    assert "Villeneuve" not in answer.text


def test_a_dead_directory_says_come_back(monkeypatch):
    def dead(host):
        raise OperationalError

    monkeypatch.setattr(directory, "resolve", dead)
    answer, _request = send(lambda _request: HttpResponse("no"), "villeneuve.localhost")

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_a_failing_view_leaves_no_house_behind(hosts):
    def view(_request):
        raise ZeroDivisionError

    def both():
        with pytest.raises(ZeroDivisionError):
            CityMiddleware(view)(RequestFactory(headers={"host": "villeneuve.localhost"}).get("/"))
        return state()

    assert outside(both) == "none"


def test_a_streamed_body_and_its_end_stay_in_the_city(hosts, cities):
    ended = []

    def parts():
        try:
            yield house()
            yield house()
        finally:
            ended.append(house())

    answer, _request = send(lambda _request: StreamingHttpResponse(parts()), "villeneuve.localhost")
    body = iter(answer.streaming_content)
    schema = cities["villeneuve"].schema

    assert (next(body).decode(), state()) == (schema, "none")
    answer.close()
    assert ended == [schema]


def test_the_whole_site_answers(client, city):
    assert client.get("/-/nowhere/").status_code == 404
