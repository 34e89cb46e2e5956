"""Filters of the directory: from the URL, and back to it."""

import pytest

from club_utilisateurs.forms.cities import CityFilter
from club_utilisateurs.queries.cities import Wanted
from tenants.models import CityCard

MINE = CityCard(pk=1, name="Villeneuve", department="92", modules=["proposals"])
OTHER = CityCard(pk=2, name="Montclair", department="2A", modules=["debates"])


def form(mine=MINE, **data):
    return CityFilter(data, cards=[MINE, OTHER], mine=mine)


def choices(name):
    return [key for key, _words in form().fields[name].choices]


def test_only_what_some_city_has_is_offered():
    assert choices("departement") == ["", "2A", "92"]
    assert set(choices("outil")) == {"", "proposals", "debates"}


def test_the_url_says_what_is_wanted():
    asked = form(q="parc", departement="92", outil="debates", repond="on", comme="on")

    assert asked.wanted() == Wanted("parc", "92", "debates", answers=True, like=MINE)
    assert form().wanted() == Wanted()


@pytest.mark.parametrize("odd", [{"departement": "99"}, {"outil": "x"}, {"q": "a" * 101}])
def test_an_unknown_value_is_no_filter(odd):
    assert form(**odd).wanted() == Wanted()
    assert form(**odd).chips() == []


def test_without_a_city_there_is_nothing_to_be_like():
    asked = form(mine=None, comme="on")

    assert "comme" not in asked.fields
    assert asked.wanted() == Wanted()


def test_each_filter_in_force_can_be_taken_off():
    assert form(q="parc", departement="2A", repond="on").chips() == [
        {"label": "«\u00a0parc\u00a0»", "url": "?departement=2A&repond=on"},
        {"label": "2A", "url": "?q=parc&repond=on"},
        {"label": "Répondent aux questions", "url": "?q=parc&departement=2A"},
    ]
