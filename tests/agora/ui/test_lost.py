"""A lost form comes back in its own controls, and in no other form."""

from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from agora.ui.forms import MomentField
from agora.ui.lost import give_back, refill


class Sheet(forms.Form):
    title = forms.CharField()
    at = MomentField()
    open_to_all = forms.BooleanField(required=False, initial=True)
    days = forms.MultipleChoiceField(
        choices=[("1", "1"), ("2", "2")], initial=["1"], widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(required=False)


class Beside(forms.Form):
    always = forms.BooleanField(required=False, initial=True)


SENT = "title=Le+lac&at_day=3&at_month=4&at_year=2027&at_time=18:30&days=2&file=x"


def test_every_control_reads_its_own_part_and_an_unticked_box_stays_so():
    form = Sheet(initial={"title": "Avant"})

    refill(form, QueryDict(SENT))

    assert form.initial == {
        "title": "Le lac", "at": "2027-4-3 18:30", "open_to_all": False, "days": ["2"],
    }  # fmt: skip
    assert 'value="18:30"' in str(form["at"])


def test_a_control_that_was_not_on_the_page_keeps_what_it_had():
    form = Sheet(initial={"title": "Avant"})

    refill(form, QueryDict("at_day=3"))

    assert form.initial["title"] == "Avant"


def test_a_form_with_a_prefix_and_a_form_beside():
    form, beside = Sheet(prefix="a"), Beside()

    for one in (form, beside):
        refill(one, QueryDict("a-title=Le+lac"))

    assert form.initial["title"] == "Le lac"
    assert beside.initial == {}


def test_words_are_taken_only_by_a_page_with_a_blank_form():
    taken = []

    def take():
        taken.append(1)
        return QueryDict(SENT)

    request, sent = RequestFactory().get("/"), RequestFactory().post("/")
    request.lost_form = sent.lost_form = take
    form = Sheet()

    give_back(request, ["no form", Sheet(QueryDict("title=x"))])
    give_back(sent, [form])
    assert taken == []
    give_back(request, [form])
    assert form.initial["title"] == "Le lac"


def test_a_request_that_lost_nothing_changes_nothing():
    form, request = Sheet(), RequestFactory().get("/")

    give_back(request, [form])
    request.lost_form = lambda: None
    give_back(request, [form])

    assert form.initial == {}
