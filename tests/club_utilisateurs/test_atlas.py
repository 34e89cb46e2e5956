"""The map of the directory: France by hand, cities where they said they are."""

import pytest

from club_utilisateurs import atlas
from tenants.models import CityCard


def card(place, name="Ville"):
    return CityCard(pk=1, name=name, place=place)


def test_a_city_stands_where_it_said():
    drawn = atlas.atlas([card([48.9, 2.2])])

    [dot] = drawn.dots
    assert (dot.x, dot.y) == atlas.place(48.9, 2.2)
    assert drawn.beside == 0


@pytest.mark.parametrize(
    "place",
    [None, [-21.1, 55.5], [48.9], [], "48.9, 2.2", {"latitude": 48}, ["48.9", "2.2"], [48.9, None]],
)
def test_a_city_overseas_or_nowhere_is_counted_beside(place):
    drawn = atlas.atlas([card(place)])

    assert (drawn.dots, drawn.beside) == ([], 1)


def test_north_is_up_and_east_is_right():
    lille, marseille = atlas.place(50.6, 3.1), atlas.place(43.3, 5.4)
    brest, strasbourg = atlas.place(48.4, -4.5), atlas.place(48.6, 7.75)

    assert lille[1] < marseille[1]
    assert brest[0] < strasbourg[0]


def test_distances_look_alike_both_ways():
    north = atlas.place(46, 2)[1] - atlas.place(47, 2)[1]
    east = atlas.place(46.5, 3)[0] - atlas.place(46.5, 2)[0]

    assert east / north == pytest.approx(0.688, abs=0.01)


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        (48.85, 2.35, True),
        (43.3, 5.4, True),
        (47.22, -1.55, True),
        (48.58, 7.7, True),
        (50.62, 3.05, True),
        (44.84, -0.58, True),
        (51.5, -0.1, False),
        (46.2, 7.5, False),
        (45.0, -3.0, False),
        (41.4, 2.2, False),
        (50.85, 4.35, False),
    ],
)
def test_french_towns_are_on_the_land_and_foreign_ones_are_not(latitude, longitude, inside):
    assert holds(atlas.MAINLAND, latitude, longitude) is inside


def holds(ring, latitude, longitude):
    """Whether a ray to the east crosses the ring an odd number of times."""
    found = False
    for (south, west), (north, east) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (south > latitude) != (north > latitude):
            at = west + (latitude - south) * (east - west) / (north - south)
            found ^= at > longitude
    return found


def test_the_drawing_stays_in_its_frame_and_weighs_little():
    drawn = atlas.atlas([])

    points = [pair.split(",") for land in drawn.lands for pair in land.split()]
    assert all(0 <= float(x) <= atlas.WIDTH and 0 <= float(y) <= atlas.HEIGHT for x, y in points)
    assert sum(map(len, drawn.lands)) < 1_200
    assert len(drawn.regions) == 13


def test_many_points_are_no_stops_of_the_keyboard():
    few = atlas.atlas([card([48.9, 2.2])] * atlas.BY_KEYBOARD)
    many = atlas.atlas([card([48.9, 2.2])] * (atlas.BY_KEYBOARD + 1))

    assert (few.by_keyboard, many.by_keyboard) == (True, False)
