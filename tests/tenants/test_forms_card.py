"""Forms of the card: nothing leaves without its sentence."""

import pytest

from tenants.forms_card import FORMS
from tenants.registries import disclosures

pytestmark = pytest.mark.django_db
TYPED = {
    "card.presentation": {"presentation": "Deux mots"},
    "card.contact": {"name": "Ana", "title": "maire", "about": "tout"},
    "card.place": {"latitude": "48.9", "longitude": "2.2"},
    "card.answers": {},
}


@pytest.mark.parametrize("key", FORMS)
def test_each_form_asks_the_sentence_of_its_value(city, key):
    form = FORMS[key]()

    assert form["agreed"].label == disclosures.get(key).text
    assert "agreed" not in [one.name for one in form.own_fields]


@pytest.mark.parametrize("key", TYPED)
def test_the_sentence_is_needed_to_share_and_not_to_look(city, key):
    assert not FORMS[key](TYPED[key]).is_valid()
    assert FORMS[key](TYPED[key], agreed=False).is_valid()
    assert FORMS[key](TYPED[key] | {"agreed": "on"}).is_valid()


@pytest.mark.parametrize("key", ["card.modules", "card.programmes"])
def test_what_the_city_has_none_of_cannot_be_shared(city, key):
    assert not FORMS[key]({"agreed": "on"}).is_valid()


def test_blanks_say_nothing(city):
    form = FORMS["card.presentation"]({"presentation": "   ", "agreed": "on"})

    assert not form.is_valid()
    assert list(form.errors) == ["presentation"]


@pytest.mark.parametrize("place", [("91", "2"), ("48", "181"), ("", "2"), ("nord", "2")])
def test_a_place_off_the_earth_is_refused(city, place):
    latitude, longitude = place

    assert not FORMS["card.place"](
        {"latitude": latitude, "longitude": longitude, "agreed": "on"}
    ).is_valid()
