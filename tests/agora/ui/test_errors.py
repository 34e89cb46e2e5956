"""When a page breaks: words for people, at the price of no query."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from agora.ui.errors import broken
from tests.factories.consultations import make_component
from tests.harness.sessions import right_before_a_session_is_written


def answer(error):
    try:
        raise error
    except type(error):
        return broken(RequestFactory().get("/"))


def test_a_bug_says_that_it_is_our_fault(city, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = answer(ValueError("secret"))

    assert page.status_code == 500
    assert "de notre côté" in page.text
    assert "secret" not in page.text


def test_a_silent_database_is_said_as_such_and_asks_to_come_back(city):
    page = answer(OperationalError("no route to 10.0.0.1"))

    assert page.status_code == 503
    assert page["Retry-After"] == "60"
    assert "Rien n’est perdu" in page.text
    assert "10.0.0.1" not in page.text


def test_a_page_of_error_that_breaks_too_still_answers(city, monkeypatch):
    monkeypatch.setattr("agora.ui.errors.page", lambda *given, **named: 1 / 0)

    page = answer(ValueError())

    assert page.status_code == 500
    assert page["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("urlconf", ["urls_city", "urls_provider", "urls_club"])
def test_every_host_answers_its_errors_this_way(urlconf):
    module = __import__(f"agora.conf.{urlconf}", fromlist=["handler500"])

    assert module.handler500 == "agora.ui.errors.broken"
    assert module.handler400 == "agora.ui.errors.unreadable"


def test_a_session_ended_while_one_wrote_gives_the_words_back(city, client):
    path = "/concertations/{0.consultation.slug}/propositions/{0.pk}/nouvelle/"
    path = path.format(make_component(kind="proposals"))
    client.post(path, {"title": "Un banc", "body": "À l’ombre."})

    with right_before_a_session_is_written("DELETE FROM django_session"):  # in another tab
        page = client.post(path, {"title": "Un arbre", "body": "Devant l’école & le stade."})

    assert page.status_code == 400
    assert "Devant l’école &amp; le stade." in page.text
    assert "Votre session a pris fin" in page.text


def test_a_form_of_too_many_fields_is_refused_in_french(city, client):
    page = client.post("/compte/code/", {f"champ{n}": "x" for n in range(1_001)})

    assert page.status_code == 400
    assert "incomplet ou trop lourd" in page.text


def test_an_unknown_page_offers_a_way_out(client, city):
    page = client.get("/nulle-part/")

    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.text
    assert city.name in page.text
