"""Where a drawing lies on the earth: from degrees to the units of its frame, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

AROUND = 24
"""How far beyond its sectors a point may still be said to be in the city."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ground:
    """A box of degrees (west, south, east, north) under a box of the frame.

    Over one city the earth is flat enough: both axes are straight.
    """

    degrees: Box
    units: Box

    @property
    def per_degree(self) -> tuple[float, float]:
        """Units of the frame in a degree of longitude, and of latitude."""
        west, south, east, north = self.degrees
        left, top, right, bottom = self.units
        return (right - left) / (east - west), (bottom - top) / (north - south)

    @property
    def room(self) -> Box:
        """Left, top, right, bottom of where points may be, in the frame."""
        left, top, right, bottom = self.units
        return left - AROUND, top - AROUND, right + AROUND, bottom + AROUND

    @property
    def bounds(self) -> Box:
        """West, south, east, north of where points may be."""
        left, top, right, bottom = self.room
        west, south = self.degrees_at(left, bottom)
        east, north = self.degrees_at(right, top)
        return west, south, east, north

    def place(self, latitude: Any, longitude: Any) -> tuple[float, float]:
        """A point in the frame."""
        across, down = self.per_degree
        x = self.units[0] + (float(longitude) - self.degrees[0]) * across
        return x, self.units[1] + (self.degrees[3] - float(latitude)) * down

    def holds(self, latitude: Any, longitude: Any) -> bool:
        """Whether a point is in the city, or just beside."""
        x, y = self.place(latitude, longitude)
        left, top, right, bottom = self.room
        return left <= x <= right and top <= y <= bottom

    def degrees_at(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the frame."""
        across, down = self.per_degree
        return (
            self.degrees[0] + (x - self.units[0]) / across,
            self.degrees[3] - (y - self.units[1]) / down,
        )


def degrees_of(given: Mapping[str, Any], geographic: Iterable[Sequence[Any]]) -> Box | None:
    """The box of degrees of what a city gave: of its points, else the `bbox` it wrote beside.

    A plain drawing says nothing of where it is: it gets no points, and no map to press on.
    """
    points = list(geographic)
    if points:
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        found: Any = (min(xs), min(ys), max(xs), max(ys))
    else:
        found = given.get("bbox")
    return _box(found)


def _box(given: Any) -> Box | None:
    try:
        west, south, east, north = (float(side) for side in given)
    except (TypeError, ValueError):
        return None
    sound = all(isfinite(side) for side in (west, south, east, north))
    on_earth = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if sound and on_earth else None
