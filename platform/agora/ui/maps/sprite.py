"""One SVG file per city, whose parts pages draw by name.

`ville` is the ground, `bord` its border, `limites` the sectors' shared sides, `s3` a sector, `c3`
its engraving, `ondes` the waves outside, `fil` the water.
"""

import gzip
from collections.abc import Iterable, Sequence
from functools import lru_cache

from agora.ui.maps.contours import at_level
from agora.ui.maps.field import Field, measure
from agora.ui.maps.outline import WIDTH, Area, Outline

ROOM = 64
"""How far the waves go outside the frame."""
WAVES = tuple((-(6.0 + 7.2 * rank + 0.35 * rank * rank), 0.9 - 0.11 * rank) for rank in range(8))
FIRST_LINE, BETWEEN_LINES, MOST_LINES = 7.0, 7.0, 9
WAVE_STEP, LINE_STEP = 4.0, 3.0

Drawn = dict[str, Field]


@lru_cache(maxsize=64)
def sprite(outline: Outline) -> str:
    """The file; named after its content, so that cities never share by mistake."""
    parts = [
        *(_path(f"s{area.number}", area.rings, closed=True) for area in outline.areas),
        *(_engraving(area) for area in outline.areas),
        _path("limites", outline.limits),
        _path("bord", outline.border),
        _path("ville", [ring for area in outline.areas for ring in area.rings], closed=True),
        _waves(outline),
        _path("fil", outline.water),
    ]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *parts, "</svg>", ""])


@lru_cache(maxsize=64)
def packed_sprite(outline: Outline) -> tuple[bytes, bytes]:
    """The file as it is sent, plain and gzipped: it weighs a third."""
    plain = sprite(outline).encode()
    return plain, gzip.compress(plain, mtime=0)


@lru_cache(maxsize=512)
def heart_of(area: Area) -> tuple[int, int]:
    """Where the number of a sector is written: the point farthest from its borders."""
    _far, x, y = _field_of(area).deepest
    return round(x), round(y)


@lru_cache(maxsize=512)
def _field_of(area: Area) -> Field:
    left, top, right, bottom = area.box
    return measure(area.rings, (left - 3, top - 3, right + 3, bottom + 3), LINE_STEP)


def _engraving(area: Area) -> str:
    field = _field_of(area)
    deepest = field.deepest[0]
    # A large sector gets wider spacing rather than a flat heart.
    between = max(BETWEEN_LINES, (deepest - FIRST_LINE) / MOST_LINES)
    levels = [FIRST_LINE + between * rank for rank in range(MOST_LINES)]
    lines = [line for level in levels if level < deepest for line in at_level(field, level)]
    return _path(f"c{area.number}", lines)


def _waves(outline: Outline) -> str:
    rings = [ring for area in outline.areas for ring in area.rings]
    box = (-ROOM, -ROOM, WIDTH + ROOM, outline.height + ROOM)
    field = measure(rings, box, WAVE_STEP, border=outline.border)
    drawn = (
        f'<path d="{_lines(at_level(field, level), closed=False)}" opacity="{opacity:.2f}"/>'
        for level, opacity in WAVES
    )
    return f'<g id="ondes">{"".join(drawn)}</g>'


def _path(
    name: str, lines: Iterable[Sequence[tuple[float, float]]], *, closed: bool = False
) -> str:
    return f'<path id="{name}" d="{_lines(lines, closed=closed)}"/>'


def _lines(lines: Iterable[Sequence[tuple[float, float]]], *, closed: bool) -> str:
    return "".join(_line(line, closed=closed) for line in lines if len(line) > 1)


def _line(line: Sequence[tuple[float, float]], *, closed: bool) -> str:
    """Whole units, each point told from the one before: half the weight."""
    points = [(round(x), round(y)) for x, y in line]
    ends = closed or points[0] == points[-1]
    if points[0] == points[-1]:
        points.pop()
    written = [f"M{points[0][0]} {points[0][1]}l"]
    before, moves = points[0], []
    for point in points[1:]:
        dx, dy = point[0] - before[0], point[1] - before[1]
        if dx or dy:
            moves.append(f"{dx}{'' if dy < 0 else ' '}{dy}")
        before = point
    if not moves:
        return ""
    text = moves[0]
    for move in moves[1:]:
        text += move if move.startswith("-") else f" {move}"
    return f"{written[0]}{text}{'z' if ends else ''}"
