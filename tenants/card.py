"""The city's card in the club's directory: which values it is made of, and how each is found.

A value is computed from what the team typed and ticked (`subject`) and from what the city knows.
Each has its own consent: the sentence of `Disclosed.text`, whose version is kept with the value.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agora.ui.maps import outline
from tenants import queries
from tenants.models import Level
from tenants.registries import Disclosed, card_facts

CARD = "card"
"""`subject_ref` of the card; that of a contact is `card:<number>`."""
LONGEST_PRESENTATION = 600

Typed = Mapping[str, Any]


def facts(name: str) -> list[str]:
    """What a slice knows of this city: kinds of tools ("modules"), titles ("programmes")."""
    fact = card_facts.get(name, None)
    return list(fact.found()) if fact else []


def place_drawn() -> list[float] | None:
    """The middle of the city's outline, when the outline lies somewhere on the earth."""
    drawn = outline.read(queries.own_city().outline)
    if drawn is None or drawn.ground is None:
        return None
    west, south, east, north = drawn.ground.degrees
    return [round((south + north) / 2, 3), round((west + east) / 2, 3)]


def _presentation(typed: Typed) -> str | None:
    return typed.get("presentation") or None


def _modules(_typed: Typed) -> list[str] | None:
    return facts("modules") or None


def _programmes(typed: Typed) -> list[str] | None:
    ticked = typed.get("programmes", ())
    return [title for title in facts("programmes") if title in ticked] or None


def _contact(typed: Typed) -> dict[str, str] | None:
    given = {name: typed.get(name, "") for name in ("name", "title", "about")}
    return given if given["name"] else None


def _place(typed: Typed) -> list[float] | None:
    if drawn := place_drawn():
        return drawn
    latitude, longitude = typed.get("latitude"), typed.get("longitude")
    if latitude is None or longitude is None:
        return None
    return [round(float(latitude), 3), round(float(longitude), 3)]


def _answers(_typed: Typed) -> bool:
    return True


VALUES: dict[str, Disclosed] = {
    "card.presentation": Disclosed(
        label=_("Présentation"),
        text=_("Les autres villes du club liront ce texte, signé de notre ville."),
        purpose=_("Dire en quelques lignes comment votre ville fait participer."),
        compute=_presentation,
        level=Level.NAMED,
        weight=10,
    ),
    "card.modules": Disclosed(
        label=_("Outils employés"),
        text=_("Les autres villes du club sauront quels outils sont employés ici."),
        purpose=_("Trouver les villes qui ont les mêmes outils que la sienne."),
        compute=_modules,
        level=Level.NAMED,
        weight=20,
    ),
    "card.programmes": Disclosed(
        label=_("Démarches en cours"),
        text=_("Les autres villes du club liront les titres cochés, déjà publics ici."),
        purpose=_("Savoir qui mène en ce moment une démarche comparable."),
        compute=_programmes,
        level=Level.NAMED,
        weight=30,
    ),
    "card.contact": Disclosed(
        label=_("Personnes à contacter"),
        text=_(
            "Je suis cette personne, ou elle m’a donné son accord\u00a0: les autres villes du club "
            "liront son nom, sa fonction et les sujets sur lesquels l’interroger."
        ),
        purpose=_("Savoir à qui parler, et de quoi."),
        compute=_contact,
        level=Level.NAMED,
        weight=40,
    ),
    "card.place": Disclosed(
        label=_("Place sur la carte"),
        text=_("Les autres villes du club verront la nôtre sur la carte de l’annuaire."),
        purpose=_("Trouver les villes voisines."),
        compute=_place,
        level=Level.NAMED,
        weight=50,
    ),
    "card.answers": Disclosed(
        label=_("Répondre aux autres villes"),
        text=_("Les autres villes peuvent nous poser une question."),
        purpose=_("Recevoir les questions qu’une ville pose à la vôtre."),
        compute=_answers,
        level=Level.NAMED,
        weight=60,
    ),
}
