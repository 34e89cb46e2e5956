"""What views share."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from billing.actions.prices import change_price
from billing.actions.quotes import draft_quote
from billing.answers import can, paper_sent, status, tried
from billing.forms.due import DeclineForm
from billing.models import Paper
from billing.refusals import NotPossible
from tests.factories.billing import make_biller


def request(method="post"):
    made = getattr(RequestFactory(), method)("/")
    made.session = {}
    made._messages = FallbackStorage(made)
    return made


def said(made):
    return [str(message) for message in get_messages(made)]


def test_a_button_does_and_says_so():
    made = request()

    assert tried(made, "Fait.", lambda: 7) == 7
    assert said(made) == ["Fait."]
    silent = request()
    assert tried(silent, "", lambda: 7) == 7
    assert said(silent) == []


def test_a_button_refused_says_why():
    def refuse():
        raise NotPossible("no", "x", "Pas encore.")

    made = request()

    assert tried(made, "Fait.", refuse) is None
    assert said(made) == ["Pas encore."]


def test_a_link_followed_does_nothing():
    assert tried(request("get"), "Fait.", pytest.fail) is None


def test_a_form_sent_back_is_unprocessable():
    forms = (DeclineForm(), DeclineForm({}), DeclineForm({"reason": "x"}))

    assert [status(form) for form in forms] == [200, 422, 200]


def test_a_kept_file_is_never_shown_nor_cached():
    answer = paper_sent(Paper(name="b.pdf", content_type="application/pdf", content=b"%PDF"))

    assert answer["Content-Disposition"] == 'attachment; filename="b.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_pages_know_what_their_reader_may_do(books):
    allowed = can(make_biller(), quote=draft_quote, price=change_price)

    assert allowed == {"quote": True, "price": False}
