"""The map of the directory: metropolitan France, drawn by hand, with a point for each city.

The outline is ours: some eighty capes, mouths and border towns by their latitude and longitude,
joined by straight lines. No file of anybody was copied, and it weighs one kilobyte.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from tenants.models import CityCard

NORTH, SOUTH, WEST, EAST = 51.4, 41.1, -5.4, 9.9
WIDTH: Final = 600
_DEGREE: Final = WIDTH / ((EAST - WEST) * cos(radians(46.5)))
_ACROSS: Final = _DEGREE * cos(radians(46.5))
HEIGHT: Final = round((NORTH - SOUTH) * _DEGREE)
BY_KEYBOARD: Final = 24
"""Beyond so many points the list beside is the way of the keyboard: it says the same."""

Point = tuple[float, float]

# Latitude and longitude, clockwise from Dunkerque.
MAINLAND: Final[tuple[Point, ...]] = (
    (51.05, 2.38), (51.09, 2.55), (50.72, 3.16), (50.49, 3.62), (50.30, 4.08), (49.98, 4.16),
    (50.14, 4.83), (49.80, 5.00), (49.54, 5.43), (49.53, 5.82), (49.46, 6.36), (49.20, 6.73),
    (49.12, 7.06), (49.05, 7.94), (48.97, 8.23), (48.58, 7.80), (48.03, 7.58), (47.58, 7.58),
    (47.50, 7.00), (47.05, 6.70), (46.70, 6.40), (46.41, 6.09), (46.15, 5.98), (46.25, 6.20),
    (46.37, 6.80), (46.05, 6.95), (45.83, 6.87), (45.50, 7.00), (45.17, 6.90), (44.93, 6.73),
    (44.68, 7.06), (44.24, 6.95), (44.14, 7.68), (43.78, 7.53), (43.69, 7.27), (43.50, 6.95),
    (43.20, 6.66), (43.05, 6.13), (43.10, 5.80), (43.22, 5.35), (43.40, 5.00), (43.38, 4.55),
    (43.55, 4.05), (43.29, 3.52), (43.05, 3.10), (42.70, 3.04), (42.44, 3.17), (42.36, 2.40),
    (42.46, 1.95), (42.60, 1.45), (42.82, 0.75), (42.69, 0.05), (42.80, -0.52), (43.05, -1.40),
    (43.36, -1.78), (43.53, -1.52), (44.20, -1.29), (44.65, -1.25), (45.57, -1.07),
    (46.15, -1.20), (46.50, -1.80), (47.00, -2.20), (47.27, -2.20), (47.48, -2.95),
    (47.75, -3.40), (47.80, -4.35), (48.04, -4.72), (48.33, -4.76), (48.60, -4.60),
    (48.72, -3.98), (48.85, -3.10), (48.55, -2.60), (48.67, -2.00), (48.63, -1.51),
    (48.84, -1.60), (49.40, -1.80), (49.72, -1.94), (49.69, -1.26), (49.36, -1.15),
    (49.30, -0.30), (49.43, 0.20), (49.52, 0.07), (49.85, 0.65), (50.05, 1.35), (50.35, 1.55),
    (50.87, 1.58), (50.97, 1.86),
)  # fmt: skip
CORSICA: Final[tuple[Point, ...]] = (
    (43.01, 9.40), (42.70, 9.45), (42.10, 9.55), (41.60, 9.35), (41.37, 9.20), (41.55, 8.80),
    (41.90, 8.60), (42.25, 8.55), (42.57, 8.75), (42.70, 9.30),
)  # fmt: skip
REGIONS: Final[tuple[tuple[str, float, float], ...]] = (
    ("Hauts-de-France", 49.95, 2.75), ("Normandie", 49.05, 0.10), ("Île-de-France", 48.70, 2.50),
    ("Grand Est", 48.60, 5.60), ("Bretagne", 48.15, -3.00), ("Pays de la Loire", 47.40, -0.70),
    ("Centre-Val de Loire", 47.00, 1.70), ("Bourgogne-Franche-Comté", 47.20, 4.80),
    ("Nouvelle-Aquitaine", 45.20, 0.45), ("Auvergne-Rhône-Alpes", 45.40, 4.30),
    ("Occitanie", 43.70, 2.10), ("Provence-Alpes-Côte d’Azur", 43.85, 5.55),
    ("Corse", 42.10, 9.05),
)  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A city on the map."""

    card: CityCard
    x: float
    y: float


@dataclass(frozen=True)
class Atlas:
    """The map of some cities, and how many of them have no place on it."""

    dots: list[Dot]
    beside: int
    frame: str = f"0 0 {WIDTH} {HEIGHT}"

    @property
    def by_keyboard(self) -> bool:
        """Whether each point is a stop of the keyboard."""
        return len(self.dots) <= BY_KEYBOARD

    @property
    def lands(self) -> list[str]:
        """The outlines, as the points of polygons."""
        return [_LAND, _ISLAND]

    @property
    def regions(self) -> list[tuple[str, float, float]]:
        """Names of regions and where they are written."""
        return _NAMES


def place(latitude: float, longitude: float) -> Point:
    """A point of the earth in the frame."""
    return (
        round((longitude - WEST) * _ACROSS, 1),
        round((NORTH - latitude) * _DEGREE, 1),
    )


def atlas(cards: Iterable[CityCard]) -> Atlas:
    """Place the cities that said where they are and lie in the frame."""
    rows = list(cards)
    dots = [dot for card in rows if (dot := _dot(card)) is not None]
    return Atlas(dots, beside=len(rows) - len(dots))


def _dot(card: CityCard) -> Dot | None:
    match card.place:
        case [float() | int() as latitude, float() | int() as longitude] if (
            SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
        ):
            return Dot(card, *place(latitude, longitude))
    return None


def _ring(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in (place(*point) for point in points))


_LAND: Final = _ring(MAINLAND)
_ISLAND: Final = _ring(CORSICA)
_NAMES: Final = [(name, *place(latitude, longitude)) for name, latitude, longitude in REGIONS]
