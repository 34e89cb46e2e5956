import pytest

from agora.audit.forms import JournalForm
from tests.factories.people import make_user


def test_nothing_asked_is_everything(city):
    assert JournalForm({}).is_valid()


def test_a_person_reached_by_a_link_stays_chosen(city):
    number = str(make_user().pk)

    form = JournalForm({"person": number})

    assert form.is_valid()
    assert form.cleaned_data["person"] == number
    assert not JournalForm({"person": "x"}).is_valid()


@pytest.mark.parametrize(("until", "good"), [("2026-02-01", True), ("2026-01-31", False)])
def test_a_period_ends_after_it_begins(city, until, good):
    form = JournalForm({"since": "2026-02-01", "until": until})

    assert form.is_valid() is good
    assert ("until" in form.errors) is not good
