"""How far a value may go, and what is hidden of it before it leaves.

A cell below `SMALLEST` is hidden; where a total is shown, the next smallest is hidden with it, for
the total less the others would give the hidden one back.
"""

from collections.abc import Mapping
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

    Zero says nothing of anybody and is shown, unless it is the cell that guards another.
    """
    if found is None:
        return None
    if isinstance(found, Mapping):
        return _table({str(name): int(number) for name, number in found.items()})
    if isinstance(found, int | float):
        return dict(HIDDEN) if 0 < found < SMALLEST else found
    raise TypeError(f"an aggregate is a number or a table of numbers, not {type(found).__name__}")


def _table(cells: dict[str, int]) -> dict[str, Any]:
    total = sum(cells.values())
    hidden = {name for name, number in cells.items() if 0 < number < SMALLEST}
    if hidden and total >= SMALLEST and sum(cells[name] for name in hidden) < 2 * SMALLEST:
        shown = sorted((number, name) for name, number in cells.items() if name not in hidden)
        if len(hidden) == 1 and shown:
            hidden.add(shown[0][1])
    return {
        "cells": {name: None if name in hidden else number for name, number in cells.items()},
        "total": None if 0 < total < SMALLEST else total,
    }
