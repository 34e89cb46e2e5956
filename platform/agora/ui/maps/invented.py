"""A city that does not exist: sectors drawn from a seed, for demonstrations and tests."""

from collections.abc import Sequence
from functools import partial
from math import cos, hypot, pi, sin
from random import Random
from typing import Any

XY = tuple[float, float]
ROUGHNESS = 0.16


def invent(seed: str, names: Sequence[str], *, river: bool = True) -> dict[str, Any]:
    """An outline as a city gives it, with one area per name; the same seed, the same city."""
    chance = Random(f"agora {seed}")  # noqa: S311  (a drawing)
    shore = _shore(chance)
    hearts = _hearts(chance, len(names))
    areas = []
    for rank, (name, heart) in enumerate(zip(names, hearts, strict=True), start=1):
        cell = _cell(shore, heart, [other for other in hearts if other != heart])
        ring = [point for a, b in _sides(cell) for point in _rough(a, b, seed)]
        areas.append({"number": str(rank), "name": name, "rings": [ring]})
    return {"areas": areas, "water": [_river(chance)] if river else []}


def _shore(chance: Random) -> list[XY]:
    """A round land, a little dented."""
    phases = [chance.uniform(0, 2 * pi) for _ in range(3)]
    points = []
    for at in range(26):
        angle = 2 * pi * at / 26
        dent = sum(
            sin(angle * turns + phase) * size
            for turns, phase, size in zip((2, 3, 5), phases, (0.09, 0.06, 0.04), strict=True)
        )
        points.append((300 + 252 * (1 + dent) * cos(angle), 225 + 160 * (1 + dent) * sin(angle)))
    return points


def _hearts(chance: Random, count: int) -> list[XY]:
    """Points well apart: of many tries, each time the one farthest from the others."""
    chosen: list[XY] = []
    while len(chosen) < count:
        tries = []
        for _ in range(40):
            angle, far = chance.uniform(0, 2 * pi), chance.random() ** 0.5 * 0.8
            tries.append((300 + 252 * far * cos(angle), 225 + 160 * far * sin(angle)))
        chosen.append(max(tries, key=partial(_loneliness, others=tuple(chosen))))
    return sorted(chosen, key=lambda point: (point[1] // 130, point[0]))


def _loneliness(point: XY, others: Sequence[XY]) -> float:
    return min((hypot(point[0] - x, point[1] - y) for x, y in others), default=0)


def _cell(shore: Sequence[XY], heart: XY, others: Sequence[XY]) -> list[XY]:
    """The part of the land nearer to `heart` than to any other."""
    cell = list(shore)
    for other in others:
        cell = _cut(cell, heart, other)
    merged: list[XY] = []
    for point in cell:
        near = (round(point[0] / 2) * 2.0, round(point[1] / 2) * 2.0)
        if not merged or near != merged[-1]:
            merged.append(near)
    return merged[:-1] if merged[0] == merged[-1] else merged


def _cut(cell: list[XY], heart: XY, other: XY) -> list[XY]:
    nx, ny = other[0] - heart[0], other[1] - heart[1]
    limit = (other[0] ** 2 + other[1] ** 2 - heart[0] ** 2 - heart[1] ** 2) / 2
    kept: list[XY] = []
    for a, b in _sides(cell):
        da, db = a[0] * nx + a[1] * ny - limit, b[0] * nx + b[1] * ny - limit
        if da <= 0:
            kept.append(a)
        if (da < 0 < db) or (db < 0 < da):
            share = da / (da - db)
            kept.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
    return kept


def _sides(points: Sequence[XY]) -> list[tuple[XY, XY]]:
    return list(zip(points, [*points[1:], points[0]], strict=True))


def _rough(a: XY, b: XY, seed: str) -> list[XY]:
    """A side as a hand draws it; drawn from the same end, whichever sector asks."""
    start, end = sorted((a, b))
    line = [start, *_wander(start, end, Random(f"{seed}{start}{end}")), end]  # noqa: S311
    return line[:-1] if start == a else line[:0:-1]


def _wander(a: XY, b: XY, chance: Random) -> list[XY]:
    length = hypot(b[0] - a[0], b[1] - a[1])
    if length < 13:
        return []
    away = chance.uniform(-ROUGHNESS, ROUGHNESS)
    middle = (
        round((a[0] + b[0]) / 2 - (b[1] - a[1]) * away, 1),
        round((a[1] + b[1]) / 2 + (b[0] - a[0]) * away, 1),
    )
    return [*_wander(a, middle, chance), middle, *_wander(middle, b, chance)]


def _river(chance: Random) -> list[XY]:
    slope, phase, swing = chance.uniform(-0.35, 0.35), chance.uniform(0, 6), chance.uniform(22, 40)
    level = chance.uniform(190, 265)
    return [
        (
            float(x),
            round(
                level
                + slope * (x - 300)
                + swing * sin(x / 95 + phase)
                + 7 * sin(x / 31 + 2 * phase),
                1,
            ),
        )
        for x in range(-140, 761, 12)
    ]
