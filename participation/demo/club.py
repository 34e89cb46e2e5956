"""What each city of the demonstration gives to the users' club: accesses, card, sheet, blueprint.

All of it goes through the very actions of the team's pages, signed by the city's own people.
"""

from __future__ import annotations

from typing import Any

from agora.accounts.models import User
from participation.consultations.models import Consultation
from participation.demo.cards import CARDS
from participation.demo.given import GIVEN, TAKEN, Given
from participation.demo.neighbours import PLACES
from participation.demo.seed import CitySeed
from participation.sharing.actions.blueprints import publish_blueprint
from participation.sharing.actions.sheets import (
    begin_sheet,
    choose_figures,
    publish_sheet,
    save_sheet,
)
from participation.sharing.composing import compose
from participation.sharing.confirming import doubts
from participation.sharing.models import Sheet
from participation.sharing.queries.sheets import team_names
from tenants.actions.sharing import mint_pass, note_reuse, share_value
from tenants.models import OfferedBlueprint

AGENTS = ("director", "platform_officer")


def give(seed: CitySeed) -> None:
    """Let the team in, write the card, publish what this city tells; inside the city."""
    word = seed.city.host.removesuffix(".localhost")
    director = seed.team["director"]
    for job in AGENTS:
        mint_pass(actor=seed.team[job])  # what opens an access; nobody uses this one
    _card(director, word)
    if given := GIVEN.get(word):
        _publish(director, given)


def take(word: str, director: User) -> None:
    """Tell which blueprints were taken up here, once every city has published its own."""
    for title in TAKEN.get(word, ()):
        for found in OfferedBlueprint.objects.filter(title=title).order_by("version")[:1]:
            note_reuse(actor=director, uid=found.uid, version=found.version)


def _card(director: User, word: str) -> None:
    card = CARDS[word]
    values: dict[str, Any] = {
        "card.presentation": card.presentation,
        "card.modules": list(card.modules),
        "card.programmes": list(card.programmes),
        "card.place": list(PLACES[word]),
        "card.answers": True if card.answers else None,
    }
    for key, value in values.items():
        if value:
            share_value(actor=director, subject="card", key=key, value=value)
    if card.contact:
        name, title, about = card.contact
        said = {"name": name, "title": title, "about": about}
        share_value(actor=director, subject="card:1", key="card.contact", value=said)


def _publish(director: User, given: Given) -> None:
    consultation = Consultation.objects.get(title=given.consultation)
    sheet = begin_sheet(actor=director, consultation=consultation)
    content = {**sheet.content, **given.content}
    sheet = save_sheet(actor=director, sheet=sheet, title=given.sheet_title, content=content)
    choose_figures(actor=director, sheet=sheet, keys=given.figures)
    sheet = Sheet.objects.get(pk=sheet.pk)
    read = doubts(sheet.title, sheet.content, team_names())  # the town hall's own number
    sheet = publish_sheet(
        actor=director,
        sheet=sheet,
        confirmed=[doubt.mark for doubt in read],
        seen=sheet.state,
        signed_by=director.get_full_name(),
        public=given.public,
    )
    if given.blueprint_title:
        blueprint = compose(
            consultation, title=given.blueprint_title, summary=given.blueprint_summary
        )
        publish_blueprint(
            actor=director,
            consultation=consultation,
            blueprint=blueprint,
            sheet_uid=sheet.uid,
            signature=director.get_full_name(),
        )
