"""A day in three fields, a moment, a choice that explains itself."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from agora.ui.forms import DateField, MomentField
from agora.ui.widgets import Choice, DateWidget, MomentWidget


class Form(forms.Form):
    on = DateField(required=False)
    at = MomentField(required=False)


def typed(**parts):
    return Form({f"on_{name}": value for name, value in parts.items()})


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("32", "1", "2026"),
        ("29", "2", "2025"),
        ("12", "", "2026"),
        ("a", "b", "c"),
        ("-1", "1", "1"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_and_kept_as_typed(day, month, year):
    form = typed(day=day, month=month, year=year)

    assert not form.is_valid()
    assert "Cette date n’existe pas" in form.errors["on"][0]
    html = str(form["on"])
    for value in (day, month, year):
        assert f'value="{value}"' in html
    assert 'aria-invalid="true"' in html


def test_three_empty_fields_are_no_day():
    form = typed(day="", month="", year="")

    assert form.is_valid()
    assert form.cleaned_data["on"] is None


def test_a_known_day_fills_the_three_fields():
    html = DateWidget().render("on", date(2026, 3, 1), {"id": "id_on"})

    for part, value in (("day", 1), ("month", 3), ("year", 2026)):
        assert f'name="on_{part}" id="id_on_{part}"' in html
        assert f'value="{value}"' in html


def test_a_moment_is_shown_and_read_at_the_city_clock():
    html = MomentWidget().render("at", datetime(2026, 10, 12, 16, 30, tzinfo=UTC), {"id": "id_at"})
    form = Form({"at_day": "12", "at_month": "10", "at_year": "2026", "at_time": "18:30"})

    assert 'value="18:30"' in html
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 10, 12, 16, 30, tzinfo=UTC)


def test_a_moment_without_hour_is_refused():
    form = Form({"at_day": "12", "at_month": "10", "at_year": "2026"})

    assert not form.is_valid()
    assert 'value="12"' in str(form["at"])


def test_a_moment_given_whole_is_read_too():
    assert Form({"at": "2026-10-12T18:30"}).is_valid()


def test_a_value_that_is_not_a_date_leaves_the_fields_empty():
    assert DateWidget().split("pas une date") == ("", "", "", "")
    assert DateWidget().split(None) == ("", "", "", "")
    assert DateWidget().split(datetime(2026, 1, 2, 3, 4)) == ("2", "1", "2026", "03:04")


def test_an_absent_day_is_told_from_an_empty_one():
    widget = DateWidget()

    assert widget.value_omitted_from_data({}, {}, "on")
    assert not widget.value_omitted_from_data({"on_day": ""}, {}, "on")


def test_a_choice_reads_as_its_title():
    assert str(Choice("Titre", "Phrase")) == "Titre"
