"""Distances to a border, and lines along them."""

from math import hypot, inf

from agora.ui.maps.contours import at_level
from agora.ui.maps.field import Field, measure

SQUARE = ((0, 0), (100, 0), (100, 100), (0, 100))


def test_a_line_keeps_its_distance():
    field = measure([SQUARE], (-20, -20, 120, 120), 4)
    [line] = at_level(field, 10)

    assert line[0] == line[-1]
    for x, y in line:
        assert abs(min(x, y, 100 - x, 100 - y) - 10) < 2.5


def test_waves_go_round_the_outside():
    field = measure([SQUARE], (-40, -40, 140, 140), 4)
    [line] = at_level(field, -20)

    assert all(x < 0 or x > 100 or y < 0 or y > 100 for x, y in line)


def test_a_level_nobody_reaches_draws_nothing():
    assert at_level(measure([SQUARE], (-20, -20, 120, 120), 5), 70) == []


def test_cells_that_know_nothing_are_left_out():
    blank = Field(0, 0, 5, [[-inf] * 9 for _ in range(9)])

    assert at_level(blank, 0) == []


def test_saddles_make_two_lines():
    rows = [[0.0] * 24 for _ in range(24)]
    for y in range(24):
        for x in range(24):
            rows[y][x] = 30 - min(hypot(x - 6, y - 6), hypot(x - 17, y - 17)) * 5

    assert len(at_level(Field(0, 0, 5, rows), 5)) == 2
