"""The card: what it is made of, and how each value is found."""

import pytest

from agora.context import public
from tenants import card
from tenants.disclosure.levels import value_of
from tenants.models import CitySettings
from tenants.registries import CardFact, card_facts, module_labels
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db
SQUARE = {"areas": [{"number": "1", "name": "Centre", "rings": [[[0, 0], [9, 0], [9, 9], [0, 9]]]}]}


def draw(city, outline):
    def work():
        with public():
            CitySettings.objects.filter(city=city.id).update(outline=outline)

    outside(work)


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("card.presentation", {"presentation": "Deux mots"}, "Deux mots"),
        ("card.presentation", {}, None),
        ("card.contact", {"name": "Ana"}, {"name": "Ana", "title": "", "about": ""}),
        ("card.contact", {"title": "maire"}, None),
        ("card.place", {"latitude": 48.89211, "longitude": 2}, [48.892, 2.0]),
        ("card.place", {"latitude": 48.9}, None),
        ("card.programmes", {"programmes": ["Inconnu"]}, None),
        ("card.modules", {}, None),
        ("card.answers", {}, True),
    ],
)
def test_each_value_comes_from_what_was_typed(city, key, typed, value):
    assert value_of(key, typed) == value


def test_a_drawing_that_lies_on_the_earth_gives_the_place(city):
    draw(city, SQUARE | {"bbox": [2.0, 48.0, 3.0, 49.0]})
    assert card.place_drawn() == [48.5, 2.5]

    draw(city, SQUARE)
    assert card.place_drawn() is None

    draw(city, None)
    assert card.place_drawn() is None


def test_a_fact_nobody_knows_is_empty():
    assert card.facts("nothing") == []
    with card_facts.lending("nothing", CardFact(found=lambda: ["a"])):
        assert card.facts("nothing") == ["a"]


def test_every_value_is_named_and_has_its_sentence():
    assert list(card.VALUES) == [
        "card.presentation",
        "card.modules",
        "card.programmes",
        "card.contact",
        "card.place",
        "card.answers",
    ]
    assert {item.level for item in card.VALUES.values()} == {"named"}


def test_tools_have_words_in_any_house():
    assert module_labels()["proposals"] == "Propositions"


def test_without_tools_there_are_no_words():
    fact = card_facts.get("modules")
    card_facts.forget("modules")
    try:
        assert module_labels() == {}
    finally:
        card_facts.add("modules", fact)
