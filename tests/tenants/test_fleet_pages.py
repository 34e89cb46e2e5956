"""Filters of the console, and the address of a city's site."""

import pytest

from tenants import fleet_pages
from tenants.models import City, CityState, StepState


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ({}, {"state": "", "words": "", "wrong": False}),
        ({"etat": "live", "q": " mont "}, {"state": "live", "words": "mont", "wrong": False}),
        ({"etat": "x", "a_voir": "1"}, {"state": "", "words": "", "wrong": True}),
        ({"q": "a" * 500}, {"state": "", "words": "a" * 80, "wrong": False}),
    ],
)
def test_filters_that_mean_nothing_are_left_out(given, read):
    assert fleet_pages.read_filters(given) == read


def test_every_state_has_its_badge():
    assert set(fleet_pages.BADGES) == set(CityState)
    assert set(fleet_pages.STEP_BADGES) == set(StepState)


@pytest.mark.parametrize(
    ("https", "port", "address"),
    [
        (True, 443, "https://v.fr/"),
        (False, 8000, "http://v.fr:8000/"),
        (False, 80, "http://v.fr/"),
    ],
)
def test_a_site_is_reached_from_the_console(settings, https, port, address):
    settings.HTTPS, settings.PUBLIC_PORT = https, port
    city = City(name="V")
    city.host = "v.fr"

    assert fleet_pages.site_of(city) == address
