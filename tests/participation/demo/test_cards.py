"""The cards of the demonstration: what a city could have typed."""

import pytest

from participation.consultations.registries import tools
from participation.demo.cards import CARDS
from participation.demo.cities import CITIES
from participation.demo.neighbours import NEIGHBOURS
from tenants.card import LONGEST_PRESENTATION
from tenants.forms_card import ContactForm


def test_each_city_has_its_card():
    assert set(CARDS) == {city.host.removesuffix(".localhost") for city in [*CITIES, *NEIGHBOURS]}


@pytest.mark.parametrize("word", CARDS)
def test_the_form_would_take_a_card(word):
    card = CARDS[word]

    assert 0 < len(card.presentation) <= LONGEST_PRESENTATION
    assert set(card.modules) <= set(tools)
    if card.contact:
        typed = dict(zip(("name", "title", "about"), card.contact, strict=True))
        assert ContactForm(typed | {"agreed": "on"}).errors == {}
