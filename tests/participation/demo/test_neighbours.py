"""The nine neighbours: facts that the rest of the house would accept."""

import pytest

from participation.demo.cities import CITIES
from participation.demo.neighbours import NEIGHBOURS, PLACES
from tenants import codes
from tenants.models.identity import HEX_COLOUR

EVERY = [*CITIES, *NEIGHBOURS]
each = pytest.mark.parametrize("city", NEIGHBOURS, ids=lambda city: city.host)


def test_no_two_cities_share_a_fact_and_each_has_its_place():
    for facts in ("name", "host", "insee", "siren"):
        assert len({getattr(city, facts) for city in EVERY}) == len(EVERY), facts
    assert set(PLACES) == {city.host.removesuffix(".localhost") for city in EVERY}
    for latitude, longitude in PLACES.values():
        assert (41 < latitude < 52, -6 < longitude < 10) == (True, True)


@each
def test_nothing_in_a_neighbour_exists_for_real(city):
    assert city.host.endswith(".localhost")
    assert city.identity["contact_email"].endswith(".example")
    assert "99 00" in city.identity["phone"]  # numbers kept for fiction


@each
def test_the_console_would_take_its_facts(city):
    codes.check_siren(city.siren)
    codes.check_insee(city.insee)
    HEX_COLOUR(city.identity["theme_colour"])
