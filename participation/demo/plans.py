"""The drawings of the three cities: sectors as paths in a frame of 600 by 460, moves relative.

One plan drawn by hand; the two other cities are parts of it, turned over and squeezed.
"""

import re
from collections.abc import Callable
from math import cos, radians
from typing import Any

Point = tuple[float, float]

PLAN: list[tuple[str, str]] = [
    (
        "Les Berges",
        "M186 200l9-19 0-21 8-19 17-13 13-18-1-22 8-19-10 3-11 14-14 10-15-3-13-7-12-9-15-3-15 9-"
        "33 7-17 2-12 15-5 18-16 10-12 15 8 45 8 0 9-2 9 1 10 2 39 13 21 3 27 3 13 4 2-19z",
    ),
    (
        "Le Vieux-Bourg",
        "M324 237l-5-8 14-25 6-28-11-15-8-17-9-16-14-13-34-16-15-13-8-17-8 19 1 22-13 18-17 13-8 "
        "19 0 21-9 19-2 19 6 4 6 6 6 2 47-6 36-1 23 4 11 6 6 6-1-3z",
    ),
    (
        "Plaine-Nord",
        "M248 86l15 13 34 16 14 13 9 16 8 17 11 15 24-11 6-6 9-1 8 2 9 0 8-3 19-56 2-54-24 5-16-4"
        "-16-7-17 2-16-5-35 17-18 6-20-1-21 9 7 17z",
    ),
    (
        "La Filature",
        "M411 159l8 4 17 19 15 7 6 5 54-8 43 16-6-12 1-16-1-16 12-30-8-17-10-16-14-14-8-17-19-4-1"
        "6-11-17-8-16-11-13 6-11 10-4 1-2 54-19 56 8 2z",
    ),
    (
        "Mont-Ajoux",
        "M50 204l6 28-8 16-1 35-5 17 13 8 9 13 24 19 4 16 6 15 43-30 53-44 1-29-3-15 4-14-6-3-8-8"
        "-12-4-27-2-22-4-49-15-7-1-15 2z",
    ),
    (
        "Centre-Gare",
        "M192 253l3 15-1 29 17 15 10 20 7 9 9 5 8 9 10 5 9-13 4-15 24-17 13-7 29-5 10-5-9-13-7-12"
        "-12-29-6-5-4-2-13-3-27 0-31 2-24 4-15-1-4 14z",
    ),
    (
        "Les Fontenelles",
        "M417 326l9-14 8-34 9-16 4-18-5-17 15-33-6-5-15-7-17-19-8-4-8-2-8 3-9 0-8-2-9 1-6 6-24 11"
        "-6 28-15 25 6 8 8 24 6 11 9 15 8 8 8 7 11 5 31 13 15 11-3-5z",
    ),
    (
        "Coteaux",
        "M417 327l21 21 35 42 9-19 4-29 25-15 14-7 15-2 6-18 21-32 5-18-10-13-5-16-2-16-1-3-43-16"
        "-54 8-15 33 5 17-4 18-9 16-8 34-9 15z",
    ),
    (
        "Val-Sud",
        "M334 303l-29 5-13 7-24 17-4 15-9 13-15 47-3 15 11 5 17 0 17 5 15-7 13-9 16-4 14-8 17 0 1"
        "6 5 15 10 16 5 35-9 16-7 14-9-38-45-24-22-12-7-21-7-12-6-10-7-8-7-10 5z",
    ),
    (
        "Les Carrières",
        "M141 341l-43 30 2 18 8 15 15 10 17 5 16 8 12 13 10-8 25-6 11-8 18 1 5 3 3-15 15-47-10-5-"
        "8-9-9-5-7-9-10-20-8-8-9-7-53 44z",
    ),
]
RIVER = (
    "M-140 232l28-20 6-4 13-5 6-1 6 0 7 0 18 6 7 1 12 0 12-3 18-8 6-2 5-1 12-1 10 1 11 3 8 1 "
    "11 1 9-2 12 1 11 3 20 7 14 4 14 3 29 3 11 2 4 2 7 3 4 5 4 3 7 2 9-1 17-3 14-1 24-2 19 0 "
    "8 1 14 2 5 3 5 2 3 4 2 4 6 17 6 13 10 15 8 9 8 7 8 4 13 5 16 6 6 3 7 5 8 6 8 7 18 19 30 "
    "37 9 10 10 8 9 7 8 5 8 4 8 2 8 0 14 3 14 5 13 7 20 14 7 3 8 3 8 2 17 2 30-1 9 1 16 2 8 2"
    " 14 6 28 17"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def points_of(path: str) -> list[Point]:
    """Read « M x y l dx dy dx dy… z »: a start, then relative moves."""
    start, _line, moves = path.removeprefix("M").removesuffix("z").partition("l")
    x, y = (float(n) for n in _NUMBER.findall(start)[:2])
    found = [(x, y)]
    steps = [float(n) for n in _NUMBER.findall(moves)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=False):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def drawing(
    numbers: list[int],
    names: list[str] | None = None,
    turn: Callable[[Point], Point] = lambda point: point,
    *,
    water: bool = True,
    at: Point = (46.6, 2.4),
    metres: float = 9,
) -> dict[str, Any]:
    """Return the outline a city keeps: areas with number, name and rings, and the river.

    `at` is the latitude and longitude of its north-west corner, `metres` what a unit measures.
    """
    areas = []
    for place, number in enumerate(numbers, start=1):
        name, path = PLAN[number - 1]
        ring = [list(turn(point)) for point in points_of(path)]
        label = names[place - 1] if names else name
        areas.append({"number": str(place), "name": label, "rings": [ring]})
    river = [list(turn(point)) for point in points_of(RIVER)] if water else []
    points = [point for area in areas for ring in area["rings"] for point in ring]
    return {"areas": areas, "water": river, "bbox": _on_earth(points, at, metres)}


def _on_earth(points: list[list[float]], at: Point, metres: float) -> list[float]:
    xs, ys = zip(*points, strict=True)
    north, west = at
    down = (max(ys) - min(ys)) * metres / 111_320
    across = (max(xs) - min(xs)) * metres / (111_320 * cos(radians(north)))
    return [round(side, 6) for side in (west, north - down, west + across, north)]
