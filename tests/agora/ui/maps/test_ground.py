"""Where a drawing lies on the earth."""

import pytest

from agora.ui.maps.ground import Ground, degrees_of
from agora.ui.maps.outline import parse
from tests.agora.ui.maps.test_outline import GEO, SQUARES

PARIS = [2.2, 48.88, 2.24, 48.9]


def test_a_drawing_says_where_it_is_or_takes_no_point():
    assert parse(SQUARES).ground is None
    assert parse(SQUARES | {"bbox": PARIS}).ground.degrees == tuple(PARIS)


def test_geojson_is_on_the_earth_by_itself():
    ground = parse(GEO | {"bbox": [0, 0, 1, 1]}).ground

    assert ground.degrees == (2.2, 48.88, 2.24, 48.9)
    assert ground.units == (24, 24, 576, ground.units[3])
    assert ground.place(48.9, 2.2) == (24, 24)
    assert ground.place(48.88, 2.24) == pytest.approx((576, ground.units[3]))


def test_a_point_comes_back_to_its_degrees():
    ground = Ground((2.2, 48.88, 2.24, 48.9), (24, 60, 576, 400))

    assert ground.degrees_at(*ground.place(48.8867, 2.2312)) == pytest.approx((2.2312, 48.8867))


def test_a_point_just_beside_is_still_in_the_city_and_no_further():
    ground = parse(SQUARES | {"bbox": PARIS}).ground
    west, south, east, north = ground.bounds

    assert ground.holds(south + 1e-9, west + 1e-9)
    assert ground.holds(48.89, 2.2)
    assert not ground.holds(48.89, west - 0.0001)
    assert not ground.holds(north + 0.0001, 2.22)
    assert (east - 2.24) / 0.04 == pytest.approx(24 / 552)


@pytest.mark.parametrize(
    "box",
    [
        None, "ouest", [2.2, 48.88, 2.24], [2.24, 48.88, 2.2, 48.9], [2.2, 48.9, 2.24, 48.9],
        [2.2, 48.88, 2.24, float("nan")], [652_000, 6_860_000, 655_000, 6_864_000], ["a", 1, 2, 3],
    ],
)  # fmt: skip
def test_a_box_that_is_nowhere_takes_no_point(box):
    assert degrees_of({"bbox": box}, []) is None


@pytest.mark.parametrize(
    "corner", [(55.45, -20.9), (166.4, -22.3), (-178.2, -14.3), (-56.2, 46.8), (2.2, 48.88)]
)
@pytest.mark.parametrize("size", [0.0002, 0.5])
def test_small_and_far_cities_keep_their_points(corner, size):
    west, south = corner
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    outline = parse({"type": "FeatureCollection", "features": [{"geometry": shape}]})
    ground = outline.ground
    x, y = ground.place(south + size / 2, west + size / 2)

    assert outline.area_at(x, y).number == "1"
    assert ground.degrees_at(x, y) == pytest.approx((west + size / 2, south + size / 2))
    assert not ground.holds(south + 2 * size, west)
