"""How far a value may go, and what is hidden of it before it leaves.

A cell below `SMALLEST` is hidden. Where the total less the cells shown would give the hidden ones
back, the next smallest is hidden with them, and the total too unless that leaves them room.
"""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from tenants.models import Level
from tenants.registries import Disclosed, disclosures

SMALLEST = 10
HIDDEN = {"below": SMALLEST}


class NeverLeaves(Exception):
    """A key nobody registered, or registered as `never`: it leaves by no way."""


def known(key: str) -> Disclosed:
    """Return what may leave under `key`, or raise `NeverLeaves`."""
    found = disclosures.get(key, None)
    if found is None or found.level not in Level.values:
        raise NeverLeaves(key)
    return found


def value_of(key: str, subject: Any) -> Any:
    """Compute a value in the city one is in, small cells hidden; None: nothing to give."""
    item = known(key)
    found = item.compute(subject)
    hides = item.level == Level.AGGREGATE and item.counts_people
    return suppressed(found) if hides else found


def suppressed(found: Any) -> Any:
    """Hide small cells of a count or of `{cell: count}`; the latter gets its total.

    Zero says nothing of anybody and is always shown: a guard that is zero guards nothing.
    """
    if found is None:
        return None
    if isinstance(found, Mapping):
        return _table({str(name): int(number) for name, number in found.items()})
    if isinstance(found, int | float):
        return _number(found)
    raise TypeError(f"an aggregate is a number or a table of numbers, not {type(found).__name__}")


def _number(found: float) -> Any:
    if found < 0 or not isfinite(found):
        raise ValueError("a count is neither negative nor endless")
    return dict(HIDDEN) if 0 < found < SMALLEST else found


def _table(cells: Mapping[str, int]) -> dict[str, Any]:
    if any(number < 0 for number in cells.values()):
        raise ValueError("a count is not negative")
    total = sum(cells.values())
    hidden = {name for name, number in cells.items() if 0 < number < SMALLEST}
    shows_total = not 0 < total < SMALLEST
    if shows_total and _given_back([cells[name] for name in hidden]):
        large = sorted((number, name) for name, number in cells.items() if number >= SMALLEST)
        small = len(hidden)
        hidden |= {name for _number, name in large[:1]}
        next_shown = large[1][0] if large[1:] else total
        shows_total = bool(large) and _leaves_room(
            sum(cells[name] for name in hidden), small, next_shown
        )
    return {
        "cells": {name: None if name in hidden else number for name, number in cells.items()},
        "total": total if shows_total else None,
    }


def _leaves_room(hidden: int, small: int, next_shown: int) -> bool:
    """Whether the small cells could hold anything, seen from what is shown.

    The guard is known to be at least `SMALLEST` and at most the next cell: near either end it
    would tell what the small ones add up to. Asked of the sum alone, which the total shows anyway.
    """
    return (SMALLEST - 1) * small + SMALLEST <= hidden <= next_shown


def _given_back(small: Iterable[int]) -> bool:
    """Whether the sum of the small cells says too much of one of them.

    One alone is its own sum; a sum below `SMALLEST` is a small cell itself; near as many ones, or
    near as many nines, as there are cells, each cell is known to within one.
    """
    counts = list(small)
    if not counts:
        return False
    mean = sum(counts) / len(counts)
    return len(counts) == 1 or sum(counts) < SMALLEST or not 2 <= mean <= SMALLEST - 2
