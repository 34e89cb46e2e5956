"""How far each cell of a grid is from a border."""

from math import hypot

from agora.ui.maps.field import measure

SQUARE = ((0, 0), (100, 0), (100, 100), (0, 100))


def test_distances_are_those_to_the_border():
    field = measure([SQUARE], (-20, -20, 120, 120), 5)

    def at(x, y):
        return field.rows[round((y + 20) / 5)][round((x + 20) / 5)]

    assert abs(at(50, 50) - 50) < 2
    assert abs(at(50, 10) - 10) < 1
    assert abs(at(50, -10) + 10) < 1
    assert abs(at(-15, -15) + hypot(15, 15)) < 1.5
    assert abs(field.deepest[0] - 50) < 2


def test_a_hole_between_two_shores_is_outside_both():
    other = tuple((x + 140, y) for x, y in SQUARE)
    field = measure([SQUARE, other], (-10, -10, 250, 110), 5)
    between = field.rows[12][round((120 + 10) / 5)]

    assert -21 < between < -19


def test_lines_of_a_border_may_be_open():
    field = measure([SQUARE], (0, 0, 100, 100), 5, border=[((0, 0), (0, 100))])

    assert abs(field.rows[10][10] - 50) < 2
