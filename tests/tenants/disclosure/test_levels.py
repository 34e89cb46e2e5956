"""How far values go, and what is hidden: nothing hidden can be found back from what is shown."""

import os
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenants.disclosure import levels
from tenants.disclosure.levels import HIDDEN, NeverLeaves, known, suppressed, value_of
from tenants.registries import Disclosed, disclosures

FULL = os.environ.get("AGORA_FUZZ") == "full"
SOME = settings(max_examples=4_000 if FULL else 400, deadline=None)
numbers = st.one_of(st.integers(0, 12), st.integers(0, 60), st.sampled_from([0, 1, 9, 10]))
tables = st.lists(numbers, min_size=1, max_size=5).map(
    lambda row: dict(zip("abcde", row, strict=False))
)


def disclosed(level="aggregate", compute=lambda subject: subject):
    return Disclosed(label="x", text="x", purpose="x", compute=compute, level=level)


def rows(said, ceiling):
    """All that the hidden cells could hold, the total being what it is."""
    hidden = sum(number is None for number in said["cells"].values())
    if said["total"] is None:
        return product(range(ceiling + 1), repeat=hidden)
    left = said["total"] - sum(number or 0 for number in said["cells"].values())
    heads = product(range(left + 1), repeat=hidden - 1)
    return ((*row, left - sum(row)) for row in heads if sum(row) <= left)


def could_be(said, ceiling):
    """Every table that would have been told in the very same way, by someone who knows the rule."""
    hidden = [name for name, number in said["cells"].items() if number is None]
    for row in rows(said, ceiling) if hidden else ():
        guess = said["cells"] | dict(zip(hidden, row, strict=True))
        if suppressed(guess) == said:
            yield row


def found_back(table, ceiling):
    """The small cells that only one number fits; a guard is no secret by itself."""
    said = suppressed(table)
    hidden = [name for name, number in said["cells"].items() if number is None]
    seen = {name: set() for name in hidden if table[name] < levels.SMALLEST}
    for row in could_be(said, ceiling):
        guess = dict(zip(hidden, row, strict=True))
        for name, found in seen.items():
            found.add(guess[name])
        if all(len(found) > 1 for found in seen.values()):
            return []
    return [name for name, found in seen.items() if len(found) < 2]


@SOME
@given(tables)
def test_a_small_cell_is_never_shown(table):
    said = suppressed(table)

    shown = [number for number in said["cells"].values() if number is not None]
    assert [number for number in shown if 0 < number < 10] == []
    assert said["total"] is None or said["total"] == 0 or said["total"] >= 10


@SOME
@given(tables)
def test_what_is_hidden_adds_up_to_no_small_cell(table):
    said = suppressed(table)
    assume(said["total"] is not None and None in said["cells"].values())

    hidden = [name for name, number in said["cells"].items() if number is None]
    shown = sum(number for number in said["cells"].values() if number is not None)
    assert len(hidden) >= 2
    assert said["total"] - shown >= 10


@SOME
@given(tables)
def test_what_is_shown_is_true(table):
    said = suppressed(table)

    assert {
        name for name, number in said["cells"].items() if number not in (None, table[name])
    } == (set())
    assert said["total"] in (None, sum(table.values()))


@SOME
@given(
    st.lists(numbers, min_size=1, max_size=3).map(lambda row: dict(zip("abc", row, strict=False)))
)
def test_no_hidden_cell_can_be_found_back(table):
    assert found_back(table, ceiling=max(*table.values(), 10) + 1) == []


def test_no_cell_is_found_back_in_any_small_table(monkeypatch):
    monkeypatch.setattr(levels, "SMALLEST", 4)

    found = {
        row: lost
        for row in product(range(16 if FULL else 14), repeat=3)
        if (lost := found_back(dict(zip("abcd", row, strict=False)), ceiling=16))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("table", "cells", "total"),
    [
        ({"a": 30, "b": 20}, {"a": 30, "b": 20}, 50),
        ({"a": 30, "b": 0}, {"a": 30, "b": 0}, 30),
        ({"a": 30, "b": 20, "c": 3}, {"a": 30, "b": None, "c": None}, 53),
        ({"a": 22, "b": 20, "c": 3}, {"a": 22, "b": None, "c": None}, None),
        ({"a": 20, "b": 20, "c": 9}, {"a": None, "b": 20, "c": None}, None),
        ({"a": 29, "b": 20, "c": 9}, {"a": 29, "b": None, "c": None}, 58),
        ({"a": 30, "b": 0, "c": 3}, {"a": None, "b": 0, "c": None}, 33),
        ({"a": 30, "b": 1, "c": 2}, {"a": None, "b": None, "c": None}, 33),
        ({"a": 30, "b": 5, "c": 7}, {"a": 30, "b": None, "c": None}, 42),
        ({"a": 9, "b": 9, "c": 40}, {"a": None, "b": None, "c": None}, 58),
        ({"a": 9, "b": 9}, {"a": None, "b": None}, None),
        ({"a": 3, "b": 0}, {"a": None, "b": 0}, None),
        ({"a": 3}, {"a": None}, None),
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}, 0),
        ({}, {}, 0),
    ],
)
def test_the_next_smallest_guards_and_else_the_total_goes(table, cells, total):
    assert suppressed(table) == {"cells": cells, "total": total}


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, HIDDEN), (9.9, HIDDEN), (10, 10)])
def test_a_small_number_is_said_to_be_below_ten(number, shown):
    assert suppressed(number) == shown


@pytest.mark.parametrize("odd", [-1, float("nan"), float("inf"), {"a": -3, "b": 40}])
def test_what_is_no_count_is_refused(odd):
    with pytest.raises(ValueError, match="count"):
        suppressed(odd)


def test_a_text_is_no_aggregate():
    with pytest.raises(TypeError, match="str"):
        suppressed("Lila, 12 rue des Lilas")


def test_nothing_to_give_stays_nothing():
    assert suppressed(None) is None


@pytest.mark.parametrize("level", ["never", "", "public"])
def test_what_never_leaves_is_not_even_computed(level):
    asked = []
    secret = disclosed(level, asked.append)
    with disclosures.lending("figures.secret", secret), pytest.raises(NeverLeaves):
        value_of("figures.secret", "Lila")

    assert asked == []


def test_a_key_nobody_registered_never_leaves():
    with pytest.raises(NeverLeaves):
        known("figures.of_nobody")


def test_never_is_what_one_gets_by_saying_nothing():
    said_nothing = Disclosed(label="x", text="x", purpose="x", compute=len)

    assert said_nothing.level == "never"


def test_aggregates_are_suppressed_and_named_values_are_not():
    with disclosures.lending("figures.few", disclosed()):
        assert value_of("figures.few", 4) == HIDDEN
    with disclosures.lending("card.said", disclosed("named")):
        assert value_of("card.said", 4) == 4
