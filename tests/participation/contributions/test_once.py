"""A form sent twice does one thing."""

import uuid

import pytest

from participation.contributions.models import Contribution, Report
from participation.contributions.once import OnceForm, led_to, once
from participation.debates.forms import DebateForm
from tests.factories.contributions import make_contribution

pytestmark = pytest.mark.usefixtures("city")


def sent(key) -> OnceForm:
    form = OnceForm({"form_key": key})
    assert form.is_valid()
    return form


def test_the_second_sending_leads_to_the_first_answer():
    key, written = str(uuid.uuid4()), []

    def write() -> str:
        written.append(1)
        return f"/propositions/{len(written)}/"

    assert [once(sent(key), write), once(sent(key), write)] == ["/propositions/1/"] * 2
    assert written == [1]


def asked(key, title) -> DebateForm:
    form = DebateForm({"form_key": key, "title": title, "body": "Dites-nous."})
    assert form.is_valid(), form.errors
    return form


def test_other_words_under_the_same_key_are_written_too():
    key = str(uuid.uuid4())

    led = [once(asked(key, one), lambda one=one: f"/{one}/") for one in ("Ou ?", "Où ?", "Ou ?")]

    assert led == ["/Ou ?/", "/Où ?/", "/Ou ?/"]
    assert led_to(key) == "/Où ?/"  # what the page led to last


def test_what_can_be_done_once_only_goes_by_the_key_alone():
    key = str(uuid.uuid4())

    led = [
        once(asked(key, one), lambda one=one: f"/{one}/", typed=False) for one in ("Ou ?", "Où ?")
    ]

    assert led == ["/Ou ?/"] * 2


def test_a_form_without_a_key_is_still_taken():
    assert once(sent(""), lambda: "/ici/") == "/ici/"


def test_a_failed_writing_may_be_sent_again():
    key = str(uuid.uuid4())

    def fail() -> str:
        raise ValueError("down")

    with pytest.raises(ValueError, match="down"):
        once(sent(key), fail)

    assert once(sent(key), lambda: "/la/") == "/la/"


def test_each_page_shown_has_its_own_key():
    first, second = (str(OnceForm()["form_key"]) for _ in range(2))

    assert 'type="hidden"' in first
    assert first != second


def test_a_report_sent_twice_by_a_visitor_is_one(client):
    word = make_contribution()
    data = {"kind": "spam", "form_key": str(uuid.uuid4())}

    for _ in range(2):
        answer = client.post(f"/contributions/{word.pk}/signaler/", data)

    assert answer.status_code == 302
    assert Report.objects.count() == 1
    assert Contribution.objects.get().reports_count == 1
