"""The drawing of a city, as one file."""

import gzip
import re
from xml.dom import minidom

from agora.ui.maps.invented import invent
from agora.ui.maps.outline import parse
from agora.ui.maps.sprite import heart_of, packed_sprite, sprite

NAMES = [f"Secteur {n}" for n in range(1, 11)]
CITY = parse(invent("nanterre", NAMES))


def ids(text):
    return re.findall(r'id="([a-z0-9]+)"', text)


def test_every_sector_is_drawn_and_engraved():
    found = set(ids(sprite(CITY)))

    assert {f"s{n}" for n in range(1, 11)} <= found
    assert {f"c{n}" for n in range(1, 11)} <= found
    assert {"ville", "bord", "limites", "ondes", "fil"} <= found


def test_the_file_is_well_formed_and_light():
    text = sprite(CITY)

    minidom.parseString(text)
    assert len(gzip.compress(text.encode())) < 9_000


def test_engraving_stays_inside_its_sector():
    for area in CITY.areas:
        left, top, right, bottom = area.box
        path = re.search(rf'id="c{area.number}" d="([^"]*)"', sprite(CITY)).group(1)
        for x, y in re.findall(r"M(-?\d+) (-?\d+)", path):
            assert left < int(x) < right
            assert top < int(y) < bottom


def test_the_number_of_a_sector_stands_inside_it():
    for area in CITY.areas:
        x, y = heart_of(area)
        left, top, right, bottom = area.box
        assert left < x < right
        assert top < y < bottom


def test_a_city_of_one_square_has_its_map_too():
    square = {"areas": [{"number": 1, "name": "Tout", "rings": [[[0, 0], [4, 0], [4, 4], [0, 4]]]}]}
    text = sprite(parse(square))

    assert '<path id="fil" d=""/>' in text
    assert '<path id="limites" d=""/>' in text
    assert re.search(r'id="c1" d="M', text)


def test_the_file_is_sent_packed_and_plain():
    plain, packed = packed_sprite(CITY)

    assert gzip.decompress(packed) == plain == sprite(CITY).encode()
