"""Reading a city's outline: polygons in any unit, or GeoJSON, brought into a frame of 600 wide."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, radians
from typing import Any, Final

from agora.ui.maps.ground import Ground, degrees_of

WIDTH: Final = 600
HEIGHTS: Final = (240, 620)
MARGIN: Final = 24
MOST_POINTS: Final = 20_000
REVISION: Final = 2
"""Moved when the drawing changes: the sprites are cached for ever."""

Point = tuple[int, int]
Ring = tuple[Point, ...]


class OutlineError(ValueError):
    """The drawing cannot be read; the message is for whoever sent it."""


@dataclass(frozen=True)
class Area:
    """A sector: its number, its name, its rings in the frame."""

    number: str
    name: str
    rings: tuple[Ring, ...]

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return box_of(point for ring in self.rings for point in ring)


@dataclass(frozen=True)
class Outline:
    """A whole city in its frame."""

    areas: tuple[Area, ...]
    water: tuple[Ring, ...]
    height: int
    version: str = field(compare=False)
    ground: Ground | None = field(default=None, compare=False)

    def area(self, number: Any) -> Area | None:
        """The sector of that number."""
        wanted = str(number)
        return next((one for one in self.areas if one.number == wanted), None)

    def area_at(self, x: float, y: float) -> Area | None:
        """The sector that holds this point of the frame."""
        return next((one for one in self.areas if any(_inside(r, x, y) for r in one.rings)), None)

    @cached_property
    def _edges(self) -> Counter[frozenset[Point]]:
        return Counter(
            frozenset(pair) for area in self.areas for ring in area.rings for pair in edges_of(ring)
        )

    @cached_property
    def border(self) -> list[Ring]:
        """Edges that belong to one sector alone: the city's own outline."""
        return chained(edge for edge, count in self._edges.items() if count == 1)

    @cached_property
    def limits(self) -> list[Ring]:
        """Edges that two sectors share."""
        return chained(edge for edge, count in self._edges.items() if count > 1)


def read(given: Any) -> Outline | None:
    """Read what a city gave; nothing, or nothing drawable, gives None."""
    try:
        return parse(given) if given else None
    except OutlineError:
        return None


def parse(given: Any) -> Outline:
    """Read what a city gave, or say what is wrong with it."""
    if not isinstance(given, Mapping):
        raise OutlineError("an object is expected")
    raw = _from_geojson(given) if given.get("type") == "FeatureCollection" else _from_areas(given)
    points = [point for _number, _name, rings in raw for ring in rings for point in ring]
    if len(points) < 3:
        raise OutlineError("no polygon")
    if len(points) > MOST_POINTS:
        raise OutlineError("too many points")
    place, height = _placing(points)
    areas = tuple(
        Area(number, name, tuple(clean for ring in rings if len(clean := _snap(ring, place)) > 2))
        for number, name, rings in raw
    )
    areas = tuple(area for area in areas if area.rings)
    if not areas:
        raise OutlineError("the polygons are too small")
    water = tuple(_snap(line, place) for line in _water(given))
    return Outline(areas, water, height, version_of(given), _ground(given, points, place))


def version_of(given: Any) -> str:
    """A short name for this very drawing."""
    text = json.dumps(given, sort_keys=True, default=str)
    return hashlib.sha256(f"{REVISION}{text}".encode()).hexdigest()[:12]


def box_of(points: Iterable[tuple[float, float]]) -> tuple[int, int, int, int]:
    """The frame around points."""
    xs, ys = zip(*points, strict=True)
    return int(min(xs)), int(min(ys)), int(max(xs)), int(max(ys))


def edges_of(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    """Each side of a ring, the closing one too."""
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def chained(edges: Iterable[frozenset[Point]]) -> list[Ring]:
    """Join sides end to end into lines as long as possible."""
    near: dict[Point, list[Point]] = {}
    for edge in edges:
        if len(edge) == 2:
            one, other = sorted(edge)
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    lines = []
    # Junctions and loose ends first, so that a line is not begun in its middle.
    for start in sorted(near, key=lambda point: (len(near[point]) == 2, point)):
        while near[start]:
            line = [start]
            while near[line[-1]]:
                here = line[-1]
                nxt = near[here].pop()
                near[nxt].remove(here)
                line.append(nxt)
                if len(near[nxt]) > 1:
                    break
            lines.append(tuple(line))
    return lines


def _from_areas(given: Mapping[str, Any]) -> list[tuple[str, str, list[Any]]]:
    try:
        return [
            (str(one["number"]), str(one.get("name", "")), list(one["rings"]))
            for one in given.get("areas", [])
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise OutlineError("each area needs a number and rings") from error


def _from_geojson(given: Mapping[str, Any]) -> list[tuple[str, str, list[Any]]]:
    """Longitude and latitude, north up; only the outer ring of a polygon is drawn."""
    found = _geo_rings(given)
    latitudes = [point[1] for _number, _name, rings in found for ring in rings for point in ring]
    if not latitudes:
        return []
    squeeze = cos(radians(sum(latitudes) / len(latitudes)))
    return [
        (number, name, [[(point[0] * squeeze, -point[1]) for point in ring] for ring in rings])
        for number, name, rings in found
    ]


def _geo_rings(given: Mapping[str, Any]) -> list[tuple[str, str, list[Any]]]:
    found = []
    for rank, feature in enumerate(given.get("features", []), start=1):
        shape, facts = feature.get("geometry") or {}, feature.get("properties") or {}
        places = shape.get("coordinates") or []
        polygons = {"Polygon": [places], "MultiPolygon": places}.get(str(shape.get("type")), [])
        rings = [polygon[0] for polygon in polygons if polygon]
        if rings:
            number = facts.get("number", facts.get("numero", rank))
            name = facts.get("name", facts.get("nom", ""))
            found.append((str(number), str(name), rings))
    return found


def _water(given: Mapping[str, Any]) -> list[Any]:
    water = given.get("water") or []
    if water and isinstance(water[0][0], int | float):
        return [water]
    return list(water)


def _ground(given: Mapping[str, Any], points: Sequence[Any], place: Any) -> Ground | None:
    """Where on the earth it lies, when that was said."""
    degrees = degrees_of(given, _corners(given))
    if degrees is None:
        return None
    left, top = place((min(p[0] for p in points), min(p[1] for p in points)))
    right, bottom = place((max(p[0] for p in points), max(p[1] for p in points)))
    return Ground(degrees, (left, top, right, bottom))


def _corners(given: Mapping[str, Any]) -> list[Any]:
    if given.get("type") != "FeatureCollection":
        return []
    return [point for _number, _name, rings in _geo_rings(given) for r in rings for point in r]


def _inside(ring: Ring, x: float, y: float) -> bool:
    """A line towards the east leaves the ring an odd number of times."""
    cuts = (
        ax + (y - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in edges_of(ring)
        if (ay > y) != (by > y)
    )
    return sum(1 for cut in cuts if cut > x) % 2 == 1


def _placing(points: Sequence[Any]) -> tuple[Any, int]:
    try:
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        wide, tall = float(right - left), float(bottom - top)
    except (TypeError, IndexError, KeyError) as error:
        raise OutlineError("a point is two numbers") from error
    if not (wide > 0 and tall > 0):
        raise OutlineError("the drawing is flat")
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHTS[1] - 2 * MARGIN) / tall)
    height = max(HEIGHTS[0], round(tall * scale) + 2 * MARGIN)
    dx, dy = (WIDTH - wide * scale) / 2, (height - tall * scale) / 2

    def place(point: Any) -> Point:
        return round((point[0] - left) * scale + dx), round((point[1] - top) * scale + dy)

    return place, height


def _snap(ring: Iterable[Any], place: Any) -> Ring:
    """Whole units: neighbours keep the same border, and the file stays light."""
    points: list[Point] = []
    for point in ring:
        placed = place(point)
        if not points or placed != points[-1]:
            points.append(placed)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return tuple(points)
