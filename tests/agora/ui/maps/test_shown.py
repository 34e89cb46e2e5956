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
