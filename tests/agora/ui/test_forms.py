"""How forms are drawn: label, hint, error, control, and a summary that says the same."""

import re
from datetime import date
from uuid import UUID

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from agora.accounts.models import User
from agora.ui.forms import Choice, DateField, anchor_of, error_lines, sent_key
from tests.factories.people import make_user


class Form(forms.Form):
    title = forms.CharField(label="Titre", help_text="Une aide", max_length=12)
    body = forms.CharField(
        label="Texte", required=False, widget=forms.Textarea(attrs={"data-count": 1500})
    )
    theme = forms.ChoiceField(
        label="Thème", choices=[("a", Choice("Un", "Une phrase")), ("b", "Deux")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    starts_on = DateField(label="Début")
    consent = forms.BooleanField(label="J’accepte")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Rien ne va ensemble.")


def summary(**context):
    return render_to_string("ui/error_summary.html", context)


def ids(html):
    return set(re.findall(r'\bid="([^"]+)"', html))


def test_the_summary_links_to_controls_that_exist_and_says_the_same_words():
    form = Form({})
    page, box = form.as_div(), summary(form=form)
    links = re.findall(r'href="#([^"]+)">([^<]+)<', box)

    assert {anchor for anchor, _words in links} <= ids(page)
    assert all(words in page for _anchor, words in links)
    assert "Six points à revoir" in box
    assert 'role="alert"' in box


def test_one_point_is_said_in_the_singular():
    class One(forms.Form):
        name = forms.CharField()

    assert "Un point à revoir" in summary(form=One({}))


def test_without_error_there_is_no_summary():
    assert summary(form=Form()).strip() == ""
    assert summary().strip() == ""


def test_several_forms_are_summed_up_together():
    both = [Form({}, prefix="un"), Form({}, prefix="deux")]

    assert {line.anchor for line in error_lines(both)} >= {"un-erreurs", "deux-erreurs"}
    assert error_lines([None, Form()]) == []


def test_an_error_of_a_hidden_field_leads_to_the_top_of_the_form():
    assert error_lines([Form({})])[-1].anchor == "erreurs"


def test_hint_and_error_are_told_to_the_control():
    html = Form({})["title"].as_field_group()

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert {"id_title", "id_title_helptext", "id_title_error"} <= ids(html)
    assert 'class="field field-bad"' in html
    assert html.index("Titre") < html.index("Une aide") < html.index("<input")


def test_what_may_be_left_out_says_so_in_words():
    html = Form()["body"].as_field_group()

    assert "(facultatif)" in html
    assert "(facultatif)" not in Form()["title"].as_field_group()
    assert "*" not in html


def test_choices_are_a_fieldset_with_whole_rows_to_click():
    html = Form()["theme"].as_field_group()

    assert "<legend>Thème</legend>" in html
    assert '<label class="choice" for="id_theme_0">' in html
    assert "<small>Une phrase</small>" in html
    assert anchor_of(Form()["theme"]) == "id_theme_0"


def test_a_single_box_has_its_words_beside_it_once():
    html = Form()["consent"].as_field_group()

    assert html.count("J’accepte") == 1
    assert '<label class="choice" for="id_consent">' in html


def test_the_counter_says_its_limit_without_script():
    html = Form()["body"].as_field_group()

    assert '<ui-count class="count" for="id_body" max="1500">1\u202f500 caractères au plus' in html


def test_short_answers_get_short_fields():
    assert 'class="input w-s"' in str(Form()["title"])
    assert 'class="input"' in str(Form()["body"])


def test_every_control_one_types_or_chooses_in_looks_like_one():
    class Asked(forms.Form):
        words = forms.CharField()
        text = forms.CharField(widget=forms.Textarea)
        place = forms.ChoiceField(choices=[("a", "Un")])
        photo = forms.FileField()

    controls = re.findall(r"<(?:input|textarea|select)\b[^>]*>", Asked().as_div())

    assert [re.findall(r'class="input\b', control) for control in controls] == [
        ['class="input']
    ] * 4


def test_what_was_typed_is_kept_and_escaped():
    html = Form({"title": '"><script>'}).as_div()

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


@pytest.mark.parametrize(
    "typed",
    [
        {"starts_on_day": "12", "starts_on_month": "10", "starts_on_year": "2026"},
        {"starts_on_day": " 12 ", "starts_on_month": "10", "starts_on_year": "2026"},
        {"starts_on": "2026-10-12"},
        {"starts_on": "12/10/2026"},
    ],
)
def test_a_day_is_read_from_three_fields_or_from_one(typed):
    class Day(forms.Form):
        starts_on = DateField()

    form = Day(typed)

    assert form.is_valid()
    assert form.cleaned_data["starts_on"] == date(2026, 10, 12)


def sent(**typed):
    """Stand for a form received: its key is always the same one."""
    form = Form()
    form.cleaned_data = {"form_key": UUID(int=7)} | typed
    return sent_key(form)


def upload(name="banc.png", content=b"1234"):
    return SimpleUploadedFile(name, content)


def test_what_is_sent_goes_by_its_key_and_by_what_was_typed():
    assert sent(title="Un banc", body="") == sent(body="", title="Un banc")
    assert sent(title="Un banc", body="") != sent(title="Un ban", body="")
    assert sent(title="Un banc", body="") != sent(title="", body="Un banc")
    assert sent(title="Un banc") != sent(title="Un banc", form_key=UUID(int=8))
    assert sent(title="Un banc", form_key=None) is None
    assert sent(tags=["un", "deux"]) != sent(tags=["un, deux"])


def test_a_file_goes_by_its_name_and_its_size():
    assert sent(photo=upload()) == sent(photo=upload())
    assert sent(photo=[upload()]) == sent(photo=[upload()])
    assert sent(photo=upload()) != sent(photo=None)
    assert sent(photo=upload()) != sent(photo=upload("arbre.png"))
    assert sent(photo=[upload()]) != sent(photo=[upload(content=b"12345")])


def test_what_is_chosen_goes_by_its_number(city):
    one, other = make_user(), make_user()
    both = User.objects.filter(pk__in=(one.pk, other.pk))

    assert sent(author=one) == sent(author=User.objects.get(pk=one.pk))
    assert sent(author=one) != sent(author=other)
    assert sent(authors=both.order_by("pk")) == sent(authors=both.order_by("-pk"))
    assert sent(authors=both) != sent(authors=both.filter(pk=one.pk))
