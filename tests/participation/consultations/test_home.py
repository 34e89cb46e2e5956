"""This slice's parts of the front page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from participation.consultations import home
from tests.factories.consultations import make_component, make_consultation, make_sector

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def asked():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def test_an_empty_city_has_a_hero_and_no_list(asked):
    assert home.hero(asked)["title"] == "La ville vous écoute"
    assert home.hero(asked)["main"] is None
    assert home.open_block(asked) is None


def test_one_subject_then_several(asked):
    sector = make_sector("Les Berges", number=1)
    make_component(make_consultation(sector=sector))

    found = home.hero(asked)

    assert found["title"] == "Un sujet vous attend"
    assert found["sector"] == "1"
    assert found["main"].call == "Déposer mon idée"
    assert str(home.open_block(asked)["lead_badge"].label) == "Ouvert aux idées"


def test_what_is_to_come_shows_when_nothing_is_open(asked):
    make_consultation(state="scheduled")

    found = home.open_block(asked)

    assert found["lead"] is None
    assert len(found["coming"]) == 1
    assert found["total"] == 1


def test_a_lead_story_without_a_tool_to_write_in(asked):
    make_component(make_consultation(), kind="zzz")
    make_consultation()

    assert home.hero(asked)["main"] is None
    assert home.hero(asked)["title"] == "Deux sujets vous attendent"
