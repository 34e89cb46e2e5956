"""A hamlet to fill: the smallest of the three cities, with a few words in it."""

from dataclasses import replace
from datetime import UTC, datetime

from participation.demo.cities import CITIES
from participation.demo.seed import CitySeed

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
QUESTION = "Faut-il fermer la place aux voitures ?"
OPEN = replace(CITIES[-1].asked[0], ideas=8, comments=60, question=QUESTION)
PAST = replace(CITIES[-1].asked[1], ideas=6, comments=8)
HAMLET = replace(CITIES[-1], people=16, asked=[OPEN, PAST])


def fill(at=NOW):
    seed = CitySeed(HAMLET, at=at)
    seed.fill()
    return seed
