"""A hamlet to fill: everything the three cities have, in a few rows."""

from dataclasses import replace
from datetime import UTC, datetime

from participation.demo.cities import CITIES, Asked
from participation.demo.seed import CitySeed

NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
OPEN = Asked(
    "La place de l’Église",
    "Un marché, des arbres, moins de voitures ?",
    "Refaire la place avec ceux qui y passent",
    "-14",
    "+40",
    ("place",),
    8,
    60,
    state="open",
    sector=1,
    meetings_ahead=1,
    question="Faut-il fermer la place aux voitures ?",
)
PAST = Asked(
    "Un chemin pour aller à l’école à pied",
    "Tracer ensemble un parcours sûr.",
    "Choisir le tracé",
    "2025-02-03",
    "2025-04-11",
    ("velo", "ecole"),
    6,
    8,
    restitution="Le chemin passe derrière les jardins.",
)
HAMLET = replace(CITIES[-1], people=16, asked=[OPEN, PAST])


def fill(at=NOW):
    seed = CitySeed(HAMLET, at=at)
    seed.fill()
    return seed
