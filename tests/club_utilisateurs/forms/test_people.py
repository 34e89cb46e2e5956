"""What a member chooses."""

import pytest

from club_utilisateurs.forms.people import KeepForm, PlaceForm, WelcomeForm
from club_utilisateurs.models import Member


def member(**fields):
    return Member(**{"name": "Samira"} | fields)


def test_the_charter_is_agreed_to_and_the_rest_is_free():
    assert not WelcomeForm({}, member=member()).is_valid()
    form = WelcomeForm({"agrees": "on"}, member=member())

    assert form.is_valid()
    assert form.cleaned_data == {"agrees": True, "shows_name": False, "shows_title": False}


def test_the_forms_begin_with_what_is():
    form = PlaceForm(member=member(shows_title=False, keeps_name=False))

    assert form.initial == {"shows_name": True, "shows_title": False, "keeps_name": "no"}
    assert KeepForm(member=member()).initial == {"keeps_name": "yes"}


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False)])
def test_a_name_stays_or_goes(said, kept):
    form = KeepForm({"keeps_name": said}, member=member())

    assert form.is_valid()
    assert form.cleaned_data == {"keeps_name": kept}


@pytest.mark.parametrize("said", ["", "oui", "True"])
def test_what_is_no_answer_is_refused(said):
    assert not KeepForm({"keeps_name": said}, member=member()).is_valid()
