"""What is asked around a blueprint."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from participation.sharing.composing import Leaving, doubts
from participation.sharing.forms.blueprints import (
    ConfirmForm,
    FileForm,
    ShareForm,
    TakeForm,
    likely_first_day,
)
from tenants.disclosure.blueprints import write
from tests.factories.blueprints import make_blueprint


def share_form(data=None, **facts):
    given = {"gathered": {"consultations": {}}, "files": [], "sheets": [], "version": 1}
    return ShareForm(data, **given | facts)


def test_the_first_version_asks_for_no_news():
    assert "news" not in share_form().fields
    assert "news" in share_form(version=2).fields


def test_what_there_is_nothing_of_is_not_asked():
    assert set(share_form().fields) == {"title", "summary", "signed"}


def test_the_charter_leaves_only_when_asked():
    form = share_form(gathered={"consultations": {}, "debates": [1], "pages": [1]})

    assert form["given"].value() == ["debates"]


def test_a_file_that_is_not_ours_cannot_be_ticked(city):
    form = share_form({"title": "A", "summary": "B", "files": ["0" * 32]})

    assert form.is_valid()
    assert form.facts()["ticked"] == []
    assert form.sheet_uid is None


def test_each_doubt_is_confirmed_and_the_preview_is_the_one_seen():
    found = doubts([Leaving("A", "B", "lila@exemple.fr")], [])
    name = f"doubt_{found[0].mark}"
    good = {"seen": "abc", "consent": "on", name: "on"}

    assert ConfirmForm(good, doubts=found, seen="abc").is_valid()
    assert set(ConfirmForm({"seen": "abc"}, doubts=found, seen="abc").errors) == {name, "consent"}
    changed = ConfirmForm(good, doubts=found, seen="def")
    assert changed.non_field_errors()


@pytest.mark.parametrize(
    ("today", "monday"),
    [(date(2026, 11, 28), date(2026, 12, 14)), (date(2026, 11, 30), date(2026, 12, 14))],
)
def test_the_first_day_proposed_is_a_monday_two_weeks_ahead(today, monday):
    assert likely_first_day(today) == monday


def test_a_day_ten_years_ahead_is_too_far(city):
    data = {"title": "A", "starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2047"}

    assert set(TakeForm(data, today=date(2026, 11, 28)).errors) == {"starts_on"}
    near = TakeForm(data | {"starts_on_year": "2027"}, today=date(2026, 11, 28))
    assert near.is_valid()


def file_form(content):
    files = MultiValueDict({"file": [SimpleUploadedFile("a.agora-modele", content)]})
    return FileForm({}, files)


def test_a_signed_file_passes_and_others_say_why():
    content = write(make_blueprint())

    assert file_form(content).is_valid()
    assert "20 Mo au plus" in str(file_form(bytes(21 * 1024 * 1024)).errors)
    assert "abîmé" in str(file_form(content[:-5]).errors)
