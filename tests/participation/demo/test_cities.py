"""Who the three cities are: facts that the rest of the house would accept."""

from datetime import UTC, datetime

import pytest

from agora.ui.maps.outline import parse
from participation.consultations.models import ConsultationKind, State
from participation.demo.cities import CITIES
from participation.demo.ideas import SUBJECTS
from participation.demo.seed import CitySeed
from tenants import codes
from tenants.models.identity import HEX_COLOUR

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ASKED = [(city, asked) for city in CITIES for asked in city.asked]
each_city = pytest.mark.parametrize("city", CITIES, ids=lambda city: city.host)
each_question = pytest.mark.parametrize(("city", "asked"), ASKED, ids=lambda one: "")


def test_three_cities_of_their_own():
    for facts in ("name", "host", "insee", "siren"):
        assert len({getattr(city, facts) for city in CITIES}) == 3


@each_city
def test_nothing_in_a_city_exists_for_real(city):
    assert city.host.endswith(".localhost")
    assert city.identity["contact_email"].endswith(".example")
    assert "99 00" in city.identity["phone"]  # numbers kept for fiction


@each_city
def test_its_map_has_the_sectors_of_its_list(city):
    outline = parse(city.identity["outline"])

    assert [area.name for area in outline.areas] == city.sectors


@each_city
def test_the_console_would_take_its_facts(city):
    codes.check_siren(city.siren)
    codes.check_insee(city.insee)
    HEX_COLOUR(city.identity["theme_colour"])


@each_city
def test_something_is_open_and_something_was_given_back(city):
    assert any(asked.state == "open" for asked in city.asked)
    assert any(asked.restitution for asked in city.asked)
    assert len({asked.title for asked in city.asked}) == len(city.asked)


@each_question
def test_a_consultation_is_in_the_state_its_dates_say(city, asked):
    seed = CitySeed(city, at=NOW)
    starts, ends, today = seed.day(asked.starts), seed.day(asked.ends), NOW.date()

    assert starts < ends
    assert (starts <= today <= ends) is (asked.state == "open")
    assert not (asked.restitution and ends > today)
    assert not (asked.meetings_ahead and asked.state != "open")


@each_question
def test_what_a_consultation_names_exists(city, asked):
    assert asked.kind in ConsultationKind.values
    assert asked.state in State.values
    assert asked.sector is None or 1 <= asked.sector <= len(city.sectors)
    assert set(asked.subjects) <= set(SUBJECTS)
    assert asked.ideas >= 1
    assert asked.title[0].isupper()
    assert asked.objective
