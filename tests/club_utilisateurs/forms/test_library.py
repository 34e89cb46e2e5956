"""Filters of the library."""

from django.http import QueryDict

from club_utilisateurs.forms.library import LibraryFilter


def test_an_unknown_value_is_no_filter():
    form = LibraryFilter(QueryDict("outil=rien&q=été&page=2"), has_city=True)

    assert form.chosen() == {"q": "été"}
    assert form.chips() == [{"label": "«\u00a0été\u00a0»", "url": "?"}]


def test_each_chip_leads_to_the_list_without_it():
    form = LibraryFilter(QueryDict("outil=debates&proches=on"), has_city=True)

    assert [(chip["label"], chip["url"]) for chip in form.chips()] == [
        ("Débats", "?proches=on"),
        ("Des villes comme la mienne", "?outil=debates"),
    ]


def test_without_a_city_there_is_none_like_it():
    form = LibraryFilter(QueryDict("proches=on"), has_city=False)

    assert form.chosen() == {}
