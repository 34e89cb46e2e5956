import pytest

from agora.action import Line
from agora.audit.recorder import record
from agora.audit.registries import sentences
from agora.context import public
from agora.rules import SYSTEM
from tests.factories.people import make_staff, make_user, sign_in

PAGE = "/gestion/journal/"


@pytest.fixture
def line(city):
    with sentences.lending("test.done", "a fait un essai"):
        record([Line("test.done", SYSTEM, "VN-1", ["VN-1"])])
        yield


def test_nobody_signed_in_is_asked_to_sign_in(client, city):
    assert client.get(PAGE).status_code == 302


def test_a_resident_is_refused(client, city):
    assert sign_in(client, make_user()).get(PAGE).status_code == 403


def test_the_director_reads_who_did_what(client, line):
    page = sign_in(client, make_staff("director")).get(PAGE)

    assert page.status_code == 200
    assert "a fait un essai" in page.text
    assert "Le système" in page.text
    assert "?obj=VN-1" in page.text


def test_filters_live_in_the_address(client, line):
    sign_in(client, make_staff("director"))

    assert "VN-1" in client.get(PAGE, {"obj": "VN-1", "verb": "test.done"}).text
    assert "Rien ne correspond" in client.get(PAGE, {"obj": "VN-2"}).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "2026-02-02", "until": "2026-02-01"}, "Cette date vient avant le début"),
        ({"since": "hier"}, "since"),
    ],
)
def test_a_bad_period_says_what_to_do(client, line, query, words):
    page = sign_in(client, make_staff("director")).get(PAGE, query)

    assert page.status_code == 422
    assert words in page.text


def test_a_bad_page_number_shows_the_first_page(client, line):
    sign_in(client, make_staff("director"))

    assert "VN-1" in client.get(PAGE, {"avant": "x" * 40}).text
    assert "VN-1" in client.get(PAGE, {"avant": "9" * 40}).text


def test_the_provider_reads_its_own_journal(console, db):
    with public():
        record([Line("test.ours", SYSTEM, "", [])])
        operator = make_staff("operator")
    page = sign_in(console, operator).get("/journal/")

    assert page.status_code == 200
    assert "test.ours" in page.text
