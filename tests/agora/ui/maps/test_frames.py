"""Which part of the drawing a page shows."""

from agora.ui.maps import frames
from agora.ui.maps.invented import invent
from agora.ui.maps.outline import parse

CITY = parse(invent("nanterre", [f"Secteur {n}" for n in range(1, 11)]))


def test_covers_have_the_shape_of_a_photograph():
    for area in (None, *CITY.areas):
        _x, _y, wide, tall = map(float, frames.cover(CITY, area).split())
        assert abs(wide / tall - 16 / 9) < 0.03


def test_the_frames_of_the_city_hold_it_whole():
    assert frames.whole(CITY) == f"0 0 600 {CITY.height}"
    assert frames.hero(CITY) == f"-60 -40 720 {CITY.height + 80}"
    left, top, wide, tall = map(int, frames.mark(CITY).split())
    assert left >= 0
    assert top >= 0
    assert wide <= 600
    assert tall <= CITY.height


def test_covers_of_the_whole_city_do_not_all_look_the_same():
    seen = {frames.cover(CITY, None, seed) for seed in range(12)}

    assert len(seen) > 8
