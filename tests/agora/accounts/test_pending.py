"""Words kept for someone who has no account yet."""

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict
from django.test import RequestFactory

from agora.accounts import pending


@pytest.fixture
def request_of(city):
    session = SessionStore()

    def make(method="get", path="/propositions/12/", data=None):
        request = getattr(RequestFactory(), method)(path, data or {})
        request.session = session
        return request

    return make


def test_words_come_back_once(request_of):
    url = pending.keep(request_of(), "proposal:12", {"title": "Un banc"})

    assert url == "/compte/inscription/?next=%2Fpropositions%2F12%2F"
    assert pending.take(request_of(), "proposal:12") == {"title": "Un banc"}
    assert pending.take(request_of(), "proposal:12") is None


def test_the_way_back_may_be_another_page(request_of):
    url = pending.keep(request_of(), "comment:3", {"body": "Oui"}, url="/propositions/3/#c")

    assert url.endswith("?next=%2Fpropositions%2F3%2F%23c")


def test_nothing_is_given_to_who_left_nothing(request_of):
    assert pending.take(request_of(), "proposal:12") is None
    assert not pending.waiting(request_of())


def test_each_form_has_its_own_words(request_of):
    pending.keep(request_of(), "proposal:12", {"title": "Un banc"})
    pending.keep(request_of(), "comment:3", {"body": "Oui"})

    assert pending.waiting(request_of(), "comment:3")
    assert not pending.waiting(request_of(), "comment:4")
    assert pending.take(request_of(), "comment:3") == {"body": "Oui"}
    assert pending.waiting(request_of())


def test_only_the_latest_forms_are_kept(request_of):
    for number in range(pending.MOST + 2):
        pending.keep(request_of(), f"comment:{number}", {"body": str(number)})

    kept = [n for n in range(pending.MOST + 2) if pending.waiting(request_of(), f"comment:{n}")]
    assert kept == [2, 3, 4, 5, 6]


def test_old_words_are_forgotten(request_of):
    request = request_of()
    pending.keep(request, "proposal:12", {"title": "Un banc"})
    request.session["pending_words"]["proposal:12"]["at"] = time.time() - 3 * 86400

    assert pending.take(request, "proposal:12") is None


def test_a_book_is_not_kept(request_of):
    with pytest.raises(pending.TooLong):
        pending.keep(request_of(), "proposal:12", {"body": "a" * pending.LONGEST})


def test_a_lost_form_comes_back_on_its_page_without_its_secrets(request_of):
    sent = {"body": "Oui", "themes": ["1", "2"], "password": "x", "csrfmiddlewaretoken": "y"}
    pending.keep_form(request_of("post", data=sent))

    form = pending.restore(request_of())

    assert isinstance(form, QueryDict)
    assert (form["body"], form.getlist("themes")) == ("Oui", ["1", "2"])
    assert set(form) == {"body", "themes"}
    assert pending.restore(request_of()) is None


def test_an_empty_or_endless_form_is_not_kept(request_of):
    pending.keep_form(request_of("post"))
    pending.keep_form(request_of("post", data={"body": "a" * pending.LONGEST}))

    assert pending.restore(request_of()) is None


def test_a_sign_in_that_begins_another_session_can_show_what_waits(request_of):
    typed = {"body": "Une phrase", "key": "a1b2", "pick": ["x", " "]}
    request = request_of("post", data=typed)
    pending.keep(request, "idea", {"title": "Une autre chose"})
    assert pending.texts(request) == []

    pending.keep_form(request)

    assert pending.texts(request) == ["Une phrase"]
