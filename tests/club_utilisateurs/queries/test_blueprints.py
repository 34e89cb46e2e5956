"""Reads of the library."""

from club_utilisateurs.queries.blueprints import alike, card_of, library
from tenants.models import CityCard


def test_a_city_is_like_another_near_in_size(in_club, cities):
    mine = CityCard.objects.get(pk=cities["villeneuve"].id)
    other = CityCard.objects.get(pk=cities["montclair"].id)

    assert list(alike(mine)) == []
    mine.population = other.population + 4_000
    assert list(alike(mine)) == [other]
    mine.modules = ["debates"]
    assert list(alike(mine)) == []


def test_the_provider_has_no_card(in_club, member_a, facilitator):
    assert card_of(facilitator) is None
    assert card_of(None) is None
    assert card_of(member_a).name == "Villeneuve"


def test_an_empty_shelf_is_empty(in_club):
    assert list(library(None, {})) == []
