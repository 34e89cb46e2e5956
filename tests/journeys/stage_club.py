"""Life in the club: a second city, what both gave, what their people asked and answered.

neighbour = open_neighbour()          # a city with one consultation, its team, its card
furnish_club(site.city, neighbour)    # and talk, sheets, blueprints, reports to look at
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from agora.accounts.models import User
from agora.context import CityRef, club, enter, public
from agora.rules import SYSTEM
from club_utilisateurs.actions import care, demo, drafts, marks, people, posts, topics
from club_utilisateurs.models import Category, Member, Topic
from participation.consultations.models import Consultation
from participation.demo.actions import make_account
from participation.demo.cities import Asked, DemoCity
from participation.demo.plans import drawing
from participation.demo.seed import CitySeed
from participation.sharing.actions.blueprints import keep_file, publish_blueprint
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
from tenants.actions.sharing import mint_pass, mint_team_pass, share_value
from tenants.disclosure import passes
from tenants.disclosure.blueprints import write
from tenants.opening import open_now

AGENT = "club@valmont.example"
NEIGHBOUR_DIRECTOR = "directrice@bellerive.example"
CLUB_OPERATOR = "animation@agora.example"
SHELF = "Restitution"
_SECTORS = ["Les Quais", "Le Plateau", "La Gare", "Le Moulin"]
BELLERIVE = DemoCity(
    "Bellerive",
    "bellerive.localhost",
    9_400,
    "71991",
    "217100991",
    16,
    {
        "theme_colour": "#1F5A4A",
        "tagline": "Au bord de l’eau, on en parle.",
        "address": "Mairie\n2, quai du Moulin",
        "phone": "03 99 00 78 91",
        "publisher": "Le maire de Bellerive",
        "contact_email": "mairie@bellerive.example",
        "outline": drawing(
            [1, 2, 7, 3], _SECTORS, lambda p: (p[0] * 0.9, 460 - p[1]), water=False, at=(46.5, 4.9)
        ),
    },
    _SECTORS,
    [
        Asked(
            "Les berges du moulin",
            "Un chemin, des bancs, et qui passe où ?",
            "Choisir ensemble ce que deviennent les berges",
            "-160", "-40", ("parc",), 6, 10,
            restitution="Le chemin ouvre au printemps, les bancs suivent.",
        ),
        Asked(
            "Le quai des Lavandières",
            "Des platanes, des bancs, une rampe : dans quel ordre ?",
            "Choisir l’ordre des travaux du quai",
            "-150", "-50", ("parc",), 6, 6,
            restitution="La rampe d’abord, puis les bancs.",
        ),
        Asked(
            "Les jardins du Plateau",
            "Des parcelles, un verger, un point d’eau.",
            "Dire à qui vont les jardins",
            "-140", "-60", ("parc",), 6, 6,
            restitution="Douze parcelles, tirées au sort en mars.",
        ),
    ],
    {"directrice": "Anouk Delaveau", "plateforme": "Rémi Castaing"},
)  # fmt: skip


@dataclass(frozen=True)
class Life:
    """What there is to look at in the club."""

    topic: int
    answer: int
    mine: int
    kept: str = ""


def open_neighbour() -> CityRef:
    """Open the second city, with a team, a consultation that ended, and a card that answers."""
    identity = dict(BELLERIVE.identity)
    opened = open_now(
        name=BELLERIVE.name,
        host=BELLERIVE.host,
        population=BELLERIVE.population,
        admin_email=identity.pop("contact_email"),
        identity=identity,
    )
    with enter(opened.ref), transaction.atomic():
        CitySeed(BELLERIVE, at=timezone.now()).fill()
        _card(_named(NEIGHBOUR_DIRECTOR), "Bellerive", [46.5, 4.9])
    return opened.ref


def make_shelf() -> None:
    """Put up a shelf, once: a topic stands on one."""
    with club(), transaction.atomic():
        if not Category.objects.exists():
            shelf = Category(slug="restitution", name=SHELF)
            demo.load_talk(actor=SYSTEM, categories=[shelf])


def furnish_club(home: CityRef, neighbour: CityRef) -> Life:
    """Let people of both cities and of the provider in; have them give, ask, answer, moderate."""
    make_shelf()
    with enter(home), transaction.atomic():
        make_account(actor=SYSTEM, email=AGENT, name="Noor Ferrand", roles=("reception",))
        director = _named("directrice@valmont.example")
        _card(director, "Valmont", [46.3, 4.8])
        kept = publish(director, "La place de l’Église", "Une place refaite avec ses passants")
        said_home = [_pass_of(_named(AGENT))]
    with enter(neighbour), transaction.atomic():
        agent = _named(NEIGHBOUR_DIRECTOR)
        publish(agent, "Les berges du moulin", "Des berges rendues à pied")
        said_there = [_pass_of(agent)]
    with public(), transaction.atomic():
        roles = ("provider_club",)
        make_account(actor=SYSTEM, email=CLUB_OPERATOR, name="Lou Animation", roles=roles)
        said_ours = [_pass_of(_named(CLUB_OPERATOR), team=True)]
    with club(), transaction.atomic():
        asker, answerer, lead = (_welcome(*said) for said in (said_home, said_there, said_ours))
        return replace(_talk(asker, answerer, lead), kept=kept)


def publish(director: User, title: str, blueprint_title: str) -> str:
    """Publish a sheet with figures and a blueprint; return the name its file waits under."""
    consultation = Consultation.objects.get(title=title)
    sheet = begin_sheet(actor=director, consultation=consultation)
    content = {
        **sheet.content,
        "result": "Le chemin ouvre, et les cyclistes ont leur passage.",
        "again": "L’atelier en marchant, un samedi matin.",
        "euros": 2_400,
        "days": 9,
    }
    sheet = save_sheet(actor=director, sheet=sheet, title=f"Retour : {title}", content=content)
    keys = ("figures.participants", "figures.contributions")
    choose_figures(actor=director, sheet=sheet, keys=keys)
    sheet = Sheet.objects.get(pk=sheet.pk)
    read = doubts(sheet.title, sheet.content, team_names())  # the town hall's own number
    sheet = publish_sheet(
        actor=director,
        sheet=sheet,
        seen=sheet.state,
        public=True,
        confirmed=[doubt.mark for doubt in read],
    )
    composed = compose(consultation, title=blueprint_title, summary="Trois mois, une marche.")
    publish_blueprint(
        actor=director, consultation=consultation, blueprint=composed, sheet_uid=sheet.uid
    )
    return keep_file(actor=director, content=write(composed))


def admit(city: CityRef, email: str) -> None:
    """Have somebody of a city be a member who came once and agreed to the charter."""
    with enter(city), transaction.atomic():
        said = _pass_of(_named(email))
    with club(), transaction.atomic():
        _welcome(said)


def _named(email: str) -> Any:
    return User.objects.get(email=email)


def _card(director: User, name: str, place: list[float]) -> None:
    values: dict[str, Any] = {
        "presentation": f"{name} demande à ses habitants avant de dessiner.",
        "modules": ["proposals", "debates", "meetings"],
        "place": place,
        "answers": True,
    }
    for key, value in values.items():
        share_value(actor=director, subject="card", key=f"card.{key}", value=value)


def _pass_of(user: User, *, team: bool = False) -> Any:
    token = (mint_team_pass if team else mint_pass)(actor=user)
    return passes.read(token, at=timezone.now())


def _welcome(said: passes.Pass) -> Member:
    member = people.enter_club(actor=SYSTEM, said=said)
    people.agree(actor=member.account, member=member, shows_name=True, shows_title=True)
    return Member.objects.get(pk=member.pk)  # whom the account remembers had not agreed yet


def _talk(asker: Member, answerer: Member, lead: Member) -> Life:
    shelf = Category.objects.get(name=SHELF)
    ask: dict[str, Any] = {"kind": "question", "category": shelf, "tags": ["berges"]}
    topic = topics.ask(
        actor=asker.account,
        title="Comment restituer une concertation sur un parc ?",
        body="Nous avons quarante contributions. @Bellerive, comment avez-vous fait ?",
        asked_city_id=answerer.city_id,
        **ask,
    )
    answer = posts.answer(
        actor=answerer.account,
        topic=topic,
        body="En deux temps : « ce que nous avons entendu », puis la décision.\n\nUn mois entre.",
    )
    posts.accept(actor=asker.account, post=answer)
    marks.thank(actor=asker.account, post=answer)
    marks.keep(actor=asker.account, post=answer)
    care.report(actor=asker.account, post=answer, reason="off_topic", note="Est-ce une publicité ?")
    mine = topic.posts.get(number=1)
    posts.edit(
        actor=asker.account, post=mine, version=mine.version, title=mine.title,
        body=f"{mine.body}\n\nMerci d’avance.",
    )  # fmt: skip
    other = topics.ask(
        actor=answerer.account, title="Une urne sur le marché ?", body="Qui l’a essayé ?", **ask
    )
    unwanted = posts.answer(actor=answerer.account, topic=other, body="Achetez nos urnes.")
    care.hide_post(actor=lead.account, post=unwanted, reason="Publicité")
    typed = {"kind": "question", "title": "Et le vote sur papier ?", "body": "À finir."}
    drafts.keep_draft(actor=asker.account, topic=None, typed=typed)
    return Life(Topic.objects.get(pk=topic.pk).pk, answer.pk, mine.pk)
