"""How far each cell of a grid is from a border, and on which side.

Each cell learns its nearest point of the border from its neighbours, in two sweeps: near enough
to draw with, and fast in plain Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf

from agora.ui.maps.outline import Point, Ring, edges_of

SAMPLE = 2.5
"""Distance between two samples of a border."""


@dataclass(frozen=True)
class Field:
    """Distances on a grid: positive inside, negative outside."""

    left: float
    top: float
    step: float
    rows: list[list[float]]

    @property
    def deepest(self) -> tuple[float, float, float]:
        """The distance and the place of the cell farthest inside."""
        best = max((value, -y, x) for y, row in enumerate(self.rows) for x, value in enumerate(row))
        return best[0], self.left + best[2] * self.step, self.top - best[1] * self.step


def measure(
    rings: Sequence[Ring],
    box: tuple[float, float, float, float],
    step: float,
    *,
    border: Sequence[Ring] | None = None,
) -> Field:
    """Distances within `box` to `border` (open lines), or to the rings themselves."""
    left, top, right, bottom = box
    wide, tall = int((right - left) / step) + 2, int((bottom - top) / step) + 2
    lines = [(*ring, ring[0]) for ring in rings] if border is None else border
    nearest = _seed(lines, left, top, step, wide, tall)
    _sweep(nearest, left, top, step, wide, tall)
    inside = _inside(rings, left, top, step, wide, tall)
    rows = []
    for y in range(tall):
        py, row = top + y * step, []
        for x in range(wide):
            point = nearest[y][x]
            far = hypot(point[0] - left - x * step, point[1] - py) if point else inf
            row.append(far if inside[y][x] else -far)
        rows.append(row)
    return Field(left, top, step, rows)


Grid = list[list[tuple[float, float] | None]]


def _seed(
    lines: Sequence[Sequence[Point]], left: float, top: float, step: float, wide: int, tall: int
) -> Grid:
    """Put the samples of the border in their cells, and in those around."""
    grid: Grid = [[None] * wide for _ in range(tall)]
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            count = max(1, int(hypot(bx - ax, by - ay) / SAMPLE))
            for at in range(count):
                px, py = ax + (bx - ax) * at / count, ay + (by - ay) * at / count
                x, y = round((px - left) / step), round((py - top) / step)
                if 0 <= x < wide and 0 <= y < tall:
                    grid[y][x] = _nearer((px, py), grid[y][x], left + x * step, top + y * step)
    return grid


def _nearer(
    one: tuple[float, float], other: tuple[float, float] | None, px: float, py: float
) -> tuple[float, float]:
    if other is None:
        return one
    near = (one[0] - px) ** 2 + (one[1] - py) ** 2 < (other[0] - px) ** 2 + (other[1] - py) ** 2
    return one if near else other


def _sweep(grid: Grid, left: float, top: float, step: float, wide: int, tall: int) -> None:
    """Pass what each cell knows to its neighbours, down then up."""
    down, up = ((0, -1), (-1, -1), (1, -1), (-1, 0)), ((0, 1), (1, 1), (-1, 1), (1, 0))
    for order, near in (((1, 1), down), ((-1, -1), up), ((1, 1), down), ((-1, -1), up)):
        for y in range(tall)[:: order[1]]:
            py = top + y * step
            row = grid[y]
            for x in range(wide)[:: order[0]]:
                px, best = left + x * step, row[x]
                least = inf if best is None else (best[0] - px) ** 2 + (best[1] - py) ** 2
                for dx, dy in near:
                    nx, ny = x + dx, y + dy
                    if 0 <= nx < wide and 0 <= ny < tall and (other := grid[ny][nx]):
                        far = (other[0] - px) ** 2 + (other[1] - py) ** 2
                        if far < least:
                            least, best = far, other
                row[x] = best


def _inside(
    rings: Sequence[Ring], left: float, top: float, step: float, wide: int, tall: int
) -> list[list[bool]]:
    """Which cells the rings hold: a line of the grid enters and leaves them in turn."""
    rows = []
    for y in range(tall):
        py = top + y * step + 0.013  # never quite on a corner
        row = [False] * wide
        for ring in rings:
            cuts = sorted(
                ax + (py - ay) * (bx - ax) / (by - ay)
                for (ax, ay), (bx, by) in edges_of(ring)
                if (ay > py) != (by > py)
            )
            for enter, leave in zip(cuts[::2], cuts[1::2], strict=False):
                first = max(0, int((enter - left) / step) + 1)
                last = min(wide - 1, int((leave - left) / step))
                for x in range(first, last + 1):
                    row[x] = True
        rows.append(row)
    return rows
