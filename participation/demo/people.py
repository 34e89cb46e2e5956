"""Invented residents: pseudonyms as people really choose them, no address that could exist."""

from __future__ import annotations

import random
from collections.abc import Iterator

from agora.accounts import names

FIRST = (
    "Odile Karim Ghislaine Yann Nour Émile Aminata Lucie Mehdi Solène Bruno Fatou Inès Théo Jeanne Raoul "
    "Salimata Denis Chloé Ousmane Mireille Victor Leïla Paul Agnès Ibrahim Noémie Gaspard Zoé Hakim "
    "Françoise Lina Augustin Maïmouna René Camille Sofiane Bérénice Joël Anaïs Moussa Édith Basile Rania "
    "Colette Hugo Awa Lise Marius Yasmine Gilles Perrine Adama Clément Nadia Étienne Soraya Maxime Thérèse"
).split()
LAST_LETTERS = "ABCDEFGHIJKLMNOPQRSTVY"
NICKNAMES = (
    "Parent d’élève|Voisine du quai|Le facteur à vélo|Mamie du 3e|Un jardinier|Cycliste du matin|Riverain patient|"
    "Locataire du 12|Pomme de pin|Chouette hulotte|Le héron|Libellule|Café crème|Prof de maths|Ancien de la Filature|"
    "Maman de trois|Promeneuse|Le pêcheur|Joueuse d’échecs|Boulangère|Hirondelle|Marcheur de nuit|Couturière|Lecteur assidu"
).split("|")


def pseudonyms(seed: int) -> Iterator[str]:
    """Yield distinct pseudonyms, always the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - invented people, no secret
    seen = {names.key("Odile T.")}  # the resident whose account the demonstration gives
    while True:
        if chance.random() < 0.3:
            name = f"{chance.choice(NICKNAMES)} {chance.randint(2, 99)}"
        else:
            name = f"{chance.choice(FIRST)} {chance.choice(LAST_LETTERS)}."
            if names.key(name) in seen:
                name = f"{name[:-1]}{chance.choice(LAST_LETTERS.lower())}. {chance.randint(2, 95)}"
        if names.key(name) not in seen:
            seen.add(names.key(name))
            yield name
