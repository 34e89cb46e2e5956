"""Filters of a list, in its URL."""

from django import forms
from django.http import QueryDict

from agora.ui.filters import FilterForm


class Trees(FilterForm):
    q = forms.CharField(required=False, max_length=5)
    kind = forms.ChoiceField(required=False, choices=[("oak", "Chêne"), ("elm", "Orme")])


def test_what_is_no_valid_value_is_no_filter():
    assert Trees(QueryDict("kind=stone&q=trop long&page=2")).chosen() == {}


def test_each_chip_leads_to_the_list_without_it():
    assert Trees(QueryDict("kind=oak&q=été")).chips() == [
        {"label": "été", "url": "?kind=oak"},
        {"label": "oak", "url": "?q=%C3%A9t%C3%A9"},
    ]
