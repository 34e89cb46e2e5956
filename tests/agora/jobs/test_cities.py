import pytest

from agora.context import public
from agora.jobs import cities
from tests.harness.clients import outside


def test_the_cities_in_service_are_those_that_run(city, other_city):
    known = {city.schema, other_city.schema}

    def ask():
        with public():
            return {one.schema for one in cities.cities_in_service()}

    assert outside(ask) == known


def test_without_a_source_nobody_pretends_to_know_the_cities(monkeypatch):
    monkeypatch.setattr(cities, "_find", None)
    monkeypatch.setattr(cities, "_running", None)

    with pytest.raises(cities.NoCitySource):
        cities.city_named("t_x")
    with pytest.raises(cities.NoCitySource):
        cities.cities_in_service()
