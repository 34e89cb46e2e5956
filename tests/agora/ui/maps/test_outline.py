"""Reading what a city gave."""

import pytest

from agora.ui.maps.outline import OutlineError, chained, parse, read

SQUARES = {
    "areas": [
        {"number": 1, "name": "Ouest", "rings": [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]},
        {"number": "2", "name": "Est", "rings": [[[10, 0], [20, 0], [20, 10], [10, 10]]]},
    ],
    "water": [[-5, 5], [25, 5]],
}
GEO = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"number": 7, "name": "Centre"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[2.2, 48.88], [2.22, 48.88], [2.22, 48.9], [2.2, 48.88]]],
            },
        },
        {
            "type": "Feature",
            "properties": None,
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[[[2.22, 48.88], [2.24, 48.88], [2.22, 48.9], [2.22, 48.88]]]],
            },
        },
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [2.2, 48.9]}},
    ],
}


def test_polygons_are_brought_into_a_frame_600_wide():
    outline = parse(SQUARES)
    xs = [x for area in outline.areas for ring in area.rings for x, _y in ring]

    assert (min(xs), max(xs)) == (24, 576)
    assert outline.area("2").name == "Est"
    assert outline.area(1).name == "Ouest"
    assert outline.area("9") is None


def test_a_side_that_two_sectors_share_is_not_the_border():
    outline = parse(SQUARES)

    assert len(outline.limits) == 1
    assert set(outline.limits[0]) == {(300, 24), (300, 300)}
    assert len(outline.border) == 1
    assert outline.border[0][0] == outline.border[0][-1]


def test_water_is_one_line_or_several():
    assert len(parse(SQUARES).water) == 1
    assert len(parse(SQUARES | {"water": [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]}).water) == 2
    assert parse(SQUARES | {"water": None}).water == ()


def test_geojson_keeps_the_north_up():
    outline = parse(GEO)
    centre = outline.area("7")
    top = min(point[1] for point in centre.rings[0])

    assert centre.name == "Centre"
    assert len(outline.areas) == 2
    assert [point for point in centre.rings[0] if point[1] == top] == [(300, top)]


@pytest.mark.parametrize(
    "given",
    [
        [],
        "texte",
        {"areas": []},
        {"areas": [{"name": "sans numéro", "rings": []}]},
        {"areas": [{"number": 1, "rings": [[[0, 0], [1, 0]]]}]},
        {"areas": [{"number": 1, "rings": [[[0, 0], [1, 0], [2, 0]]]}]},
        {"areas": [{"number": 1, "rings": [["a", "b", "c"]]}]},
        {"areas": [{"number": 1, "rings": [[[i, i * i] for i in range(20_001)]]}]},
        {"type": "FeatureCollection", "features": []},
    ],
)
def test_what_cannot_be_drawn_is_refused_and_never_breaks_a_page(given):
    with pytest.raises(OutlineError):
        parse(given)
    assert read(given) is None


def test_the_version_follows_the_drawing():
    assert parse(SQUARES).version == parse(SQUARES).version
    assert parse(SQUARES).version != parse(SQUARES | {"water": []}).version


def test_sides_join_into_lines():
    lines = chained([frozenset({(0, 0), (1, 0)}), frozenset({(1, 0), (2, 0)}), frozenset({(5, 5)})])

    assert lines == [((0, 0), (1, 0), (2, 0))]


def test_a_point_is_in_one_sector_or_in_none():
    outline = parse(SQUARES)

    assert outline.area_at(100, 100).name == "Ouest"
    assert outline.area_at(400, 100).name == "Est"
    assert outline.area_at(100, 320) is None
    assert outline.area_at(10, 100) is None
