"""The drawings of the three cities."""

import pytest

from agora.ui.maps.outline import parse
from participation.demo.plans import PLAN, RIVER, drawing, points_of


def test_a_path_is_read_move_after_move():
    assert points_of("M10 20l5-3 0 4.5z") == [(10, 20), (15, 17), (15, 21.5)]


@pytest.mark.parametrize(("name", "path"), PLAN)
def test_every_sector_is_a_shape_inside_the_frame(name, path):
    points = points_of(path)

    assert len(points) > 10
    assert all(0 <= x <= 600 and 0 <= y <= 460 for x, y in points)


def test_neighbours_share_their_border():
    outline = parse(drawing(list(range(1, 11))))

    assert [area.name for area in outline.areas] == [name for name, _path in PLAN]
    assert len(outline.border) >= 1
    assert len(outline.limits) >= 9


def test_the_river_crosses_the_whole_city():
    xs = [x for x, _y in points_of(RIVER)]

    assert min(xs) < 0
    assert max(xs) > 600


def test_another_city_is_some_of_it_renamed_and_turned():
    made = drawing([2, 1], ["Le Port", "La Gare"], lambda p: (600 - p[0], p[1]), water=False)

    assert [(area["number"], area["name"]) for area in made["areas"]] == [
        ("1", "Le Port"), ("2", "La Gare"),
    ]  # fmt: skip
    first = points_of(PLAN[1][1])[0]
    assert made["areas"][0]["rings"][0][0] == [600 - first[0], first[1]]
    assert made["water"] == []
