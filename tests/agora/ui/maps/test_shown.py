"""What the tags of the map draw."""

from agora.ui.maps import shown
from agora.ui.maps.invented import invent

GIVEN = invent("essai", ["Les Berges", "Le Bourg"])
OUTLINE = shown.outline_of(GIVEN)


def test_an_outline_is_read_once():
    assert shown.outline_of(GIVEN) is shown.outline_of(GIVEN)
    assert shown.outline_of(None) is None


def test_a_drawing_that_cannot_be_read_is_no_drawing():
    assert shown.outline_of({"areas": "n’importe quoi"}) is None


def test_without_values_nothing_is_tinted():
    rows = shown.sectors(OUTLINE, [{"number": 1, "name": "Les Berges"}])["rows"]

    assert (rows[0]["step"], rows[0]["value"], rows[0]["url"]) == (0, None, "#secteur-1")


def test_the_smallest_value_is_still_seen():
    rows = [{"number": 1, "name": "A", "value": 1}, {"number": 2, "name": "B", "value": 10_000}]

    assert [row["step"] for row in shown.sectors(OUTLINE, rows)["rows"]] == [1, 5]


def test_a_hero_without_outline_draws_nothing():
    assert shown.hero(None, "1") == {}


PLACED = shown.outline_of(GIVEN | {"bbox": [2.2, 48.88, 2.24, 48.9]})


def test_a_point_is_shown_where_it_is():
    west, south, east, north = PLACED.ground.degrees
    drawn = shown.point(PLACED, north, west, "1")

    assert (drawn["x"], drawn["y"]) == PLACED.ground.units[:2]
    assert drawn["here"] == "1"
    assert shown.point(PLACED, south, east, "9")["here"] == ""


def test_what_has_no_place_on_the_drawing_is_not_shown():
    assert shown.point(None, 48.89, 2.22, "") == {}
    assert shown.point(OUTLINE, 48.89, 2.22, "") == {}
    assert shown.point(PLACED, None, None, "") == {}
    assert shown.point(PLACED, 43.3, 5.4, "") == {}


def test_a_map_opens_on_a_drawing_that_lies_on_the_earth():
    facts = shown.live(PLACED)

    assert facts["drawing"] == shown.url(PLACED)
    assert facts["ground"].split()[:4] == ["2.2", "48.88", "2.24", "48.9"]
    assert facts["leaflet"].startswith("/static/leaflet/leaflet")
    assert shown.live(OUTLINE) == shown.live(None) == {}
