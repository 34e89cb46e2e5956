"""Points of the demonstration: in their sector, and always the same."""

from types import SimpleNamespace

from agora.ui.maps.outline import read
from participation.demo.cities import CITIES
from participation.demo.spots import Spots


def spots_of(city, seed="Un sujet"):
    spots = Spots(city, seed)
    numbers = range(1, len(city.sectors) + 1)
    return [
        (number, spots.within(SimpleNamespace(number=number))) for number in numbers for _ in "abcd"
    ]


def test_a_point_lies_within_its_sector():
    for city in CITIES:
        drawn = read(city.identity["outline"])
        shown = [(number, spot) for number, spot in spots_of(city) if spot[0] is not None]

        assert shown
        for number, spot in shown:
            assert drawn.area_at(*drawn.ground.place(*spot)).number == str(number)


def test_the_same_city_is_invented_twice():
    assert spots_of(CITIES[0]) == spots_of(CITIES[0])
    assert spots_of(CITIES[0]) != spots_of(CITIES[0], "Un autre")


def test_a_city_without_outline_shows_no_point():
    city = SimpleNamespace(host="x", identity={}, sectors=["A"])

    assert {spot for _number, spot in spots_of(city)} == {(None, None)}
