"""A city that does not exist."""

import pytest

from agora.ui.maps.invented import invent
from agora.ui.maps.outline import parse


@pytest.mark.parametrize("seed", ["nanterre", "montclar", "x", "y", "z"])
def test_an_invented_city_has_one_border_and_all_its_sectors(seed):
    names = [f"Secteur {n}" for n in range(1, 11)]
    outline = parse(invent(seed, names))

    assert [area.name for area in outline.areas] == names
    assert max(len(line) for line in outline.border) > 60
    assert invent(seed, names) == invent(seed, names)


def test_another_seed_is_another_city():
    assert invent("a", ["Un", "Deux"]) != invent("b", ["Un", "Deux"])


def test_a_city_may_have_no_river():
    assert invent("a", ["Un", "Deux"], river=False)["water"] == []
