"""A value that left, in words."""

import pytest

from tenants.disclosure.levels import HIDDEN
from tenants.disclosure.words import said
from tenants.registries import Disclosed, disclosures

NBSP = "\u00a0"
NARROW = "\u202f"


@pytest.fixture
def money():
    item = Disclosed(label="x", text="x", purpose="x", compute=len, level="aggregate", unit="€")
    with disclosures.lending("figures.money", item):
        yield "figures.money"


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        ("card.presentation", "Deux mots", ["Deux mots"]),
        ("card.programmes", ["Le parc", "La place"], ["Le parc", "La place"]),
        ("card.modules", ["proposals", "inconnu"], ["Propositions", "inconnu"]),
        ("card.place", [48.892, 2.207], ["Latitude 48,892, longitude 2,207"]),
        ("card.answers", True, ["Les autres villes peuvent nous poser une question"]),
        ("figures.of_nobody", 1280, [f"1{NARROW}280"]),
        ("figures.of_nobody", HIDDEN, ["moins de 10"]),
        (
            "figures.of_nobody",
            {"cells": {"a": 30, "b": None}, "total": 42},
            [f"a{NBSP}: 30", f"b{NBSP}: non montré", f"Total{NBSP}: 42"],
        ),
        ("figures.of_nobody", {"cells": {"a": 30}, "total": None}, [f"a{NBSP}: 30"]),
        ("figures.of_nobody", True, ["True"]),
    ],
)
def test_each_value_is_said_in_lines(key, value, lines):
    assert said(key, value) == lines


def test_a_contact_says_name_job_and_what_about():
    whole = {"name": "Ana Lopes", "title": "cheffe de projet", "about": "budgets"}

    assert said("card.contact", whole) == ["Ana Lopes, cheffe de projet", "budgets"]
    assert said("card.contact", {"name": "Ana", "title": "", "about": ""}) == ["Ana"]


def test_a_number_carries_its_unit(money):
    assert said(money, 1280) == [f"1{NARROW}280{NBSP}€"]
