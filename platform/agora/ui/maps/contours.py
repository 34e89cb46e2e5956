"""Following a level of a field as lines (marching squares), and keeping them light."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot, isinf

from agora.ui.maps.field import Field

XY = tuple[float, float]

# Which sides of a cell a line crosses, by which of its corners lie above the level:
# sides are top, right, bottom, left; corners count 1, 2, 4, 8 from the top left, clockwise.
_SIDES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 0), (1, 2)), 6: ((0, 2),),
    7: ((3, 2),), 8: ((2, 3),), 9: ((2, 0),), 10: ((0, 1), (2, 3)), 11: ((2, 1),), 12: ((1, 3),),
    13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip


def at_level(field: Field, level: float, tolerance: float = 0.7) -> list[list[XY]]:
    """The lines where the field has this value, simplified."""
    lines = (_simplified(line, tolerance) for line in _joined(_segments(field, level)))
    return [line for line in lines if len(line) > 3 and _length(line) > 24]


def _segments(field: Field, level: float) -> Iterable[tuple[XY, XY]]:
    rows, step = field.rows, field.step
    for y in range(len(rows) - 1):
        upper, lower, top = rows[y], rows[y + 1], field.top + y * step
        for x in range(len(upper) - 1):
            corners = (upper[x], upper[x + 1], lower[x + 1], lower[x])
            case = sum(1 << at for at, value in enumerate(corners) if value > level)
            if case in (0, 15) or any(isinf(value) for value in corners):
                continue
            left = field.left + x * step
            for one, other in _SIDES[case]:
                yield (
                    _crossing(one, corners, level, left, top, step),
                    _crossing(other, corners, level, left, top, step),
                )


def _crossing(
    side: int, corners: Sequence[float], level: float, left: float, top: float, step: float
) -> XY:
    a, b = corners[side], corners[(side + 1) % 4]
    share = (level - a) / (b - a) if b != a else 0.5
    # The same crossing seen from the two cells beside it must be the same point.
    places = (
        (left + share * step, top),
        (left + step, top + share * step),
        (left + (1 - share) * step, top + step),
        (left, top + (1 - share) * step),
    )
    x, y = places[side]
    return round(x, 3), round(y, 3)


def _joined(segments: Iterable[tuple[XY, XY]]) -> list[list[XY]]:
    near: dict[XY, list[XY]] = {}
    for one, other in segments:
        if one != other:
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    lines = []
    for start in sorted(near, key=lambda point: (len(near[point]) == 2, point)):
        if not near[start]:
            continue
        line = [start]
        while near[line[-1]]:
            here = line[-1]
            following = near[here].pop()
            near[following].remove(here)
            line.append(following)
        lines.append(line)
    return lines


def _simplified(line: list[XY], tolerance: float) -> list[XY]:
    """Douglas and Peucker: drop what moves the line by less than the tolerance."""
    if len(line) < 3:
        return line
    if line[0] == line[-1]:  # a ring: cut it at the point farthest from its start
        away = [hypot(x - line[0][0], y - line[0][1]) for x, y in line]
        far = away.index(max(away))
        return _kept(line[: far + 1], tolerance)[:-1] + _kept(line[far:], tolerance)
    return _kept(line, tolerance)


def _kept(line: list[XY], tolerance: float) -> list[XY]:
    keep, parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = hypot(bx - ax, by - ay) or 1.0
        worst, where = tolerance, 0
        for at in range(first + 1, last):
            px, py = line[at]
            away = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length
            if away > worst:
                worst, where = away, at
        if where:
            keep.add(where)
            parts += [(first, where), (where, last)]
    return [line[at] for at in sorted(keep)]


def _length(line: Sequence[XY]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
