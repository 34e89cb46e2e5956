"""Three cities with things that never leave, a life lived in the club, and a sweep of all it holds.

planted = [plant(city, name) ...]; give(each); lived = talk(...); found_in(surfaces, marks)
"""

from __future__ import annotations

import base64
import email
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.policy import default
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from agora.accounts.models import User
from agora.conf.log_lines import JsonFormatter
from agora.context import CityRef, club, enter, owner
from agora.files.actions import store
from agora.jobs.testing import pending, run_pending
from agora.notices import digest
from agora.notices.models import Rhythm
from agora.rules import SYSTEM
from club_utilisateurs import personal
from club_utilisateurs.actions import care, drafts, people, posts, topics
from club_utilisateurs.models import Member, Topic
from participation.consultations.models import Consultation
from participation.sharing.actions.blueprints import publish_blueprint
from participation.sharing.actions.sheets import (
    begin_sheet,
    choose_figures,
    publish_sheet,
    save_sheet,
)
from participation.sharing.composing import compose
from participation.sharing.models import Sheet
from participation.sharing.offers import offered
from participation.supports.models import Support
from tenants.actions.sharing import mint_pass, share_value
from tenants.disclosure import passes
from tests.factories.club import make_category
from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_report
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import talked
from tests.factories.tools import make_comment, make_proposal

SHARING = (
    *("tenants_clubgrant", "tenants_disclosure", "tenants_sharedsheet", "tenants_sharedblueprint"),
    "tenants_blueprintreuse",
)
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'club'::regnamespace
   AND c.relkind IN ('r', 'p') ORDER BY 1
"""


@dataclass
class Planted:
    """A city, who shares in its name, and the words that stay there."""

    city: CityRef
    marks: list[str]
    consultation: Consultation
    director: User


@dataclass
class Lived:
    """What a life in the club left behind in the hands of the test."""

    members: list[Member] = field(default_factory=list)
    topic: int = 0
    post: int = 0
    jobs: list[Any] = field(default_factory=list)


def plant(city: CityRef, word: str) -> Planted:
    """Have a resident write, support and be reported, a team note it, a document stay unticked."""
    names = ("nom", "texte", "titre", "commentaire", "note", "appui", "lieu", "papier")
    mark = {name: f"zqx{name}{word}" for name in names}
    mark |= {"adresse": f"zqxadresse{word}@exemple.fr", "equipe": f"zqxequipe{word}@ville.fr"}
    with enter(city), transaction.atomic():
        director = make_staff(full_name="Hélène Vasseur", email=mark["equipe"])
        made = make_consultation("closed", title=f"Le parc de {word}", objective="Rouvrir le parc.")
        component = make_component(made, kind="proposals")
        talked(component, 12)
        resident = make_user(
            pseudonym=mark["nom"], full_name=f"{mark['nom']} {word}", email=mark["adresse"]
        )
        idea = make_proposal(
            component, author=resident, title=mark["titre"], body=mark["texte"],
            place_label=mark["lieu"], hidden_reason=mark["note"],
        )  # fmt: skip
        make_comment(idea, author=resident, body=mark["commentaire"])
        make_report(idea, message=mark["note"])
        Support.objects.create(user=make_user(pseudonym=mark["appui"]), contribution=idea)
        paper = SimpleUploadedFile("plan.txt", mark["papier"].encode())
        kept = store(actor=SYSTEM, upload=paper, use="document")
        made.documents.create(file=kept, title="Le plan", position=0)
    return Planted(city, list(mark.values()), made, director)


def give(planted: Planted, *, result: str = "Le parc rouvre.") -> None:
    """Publish all a city can: card, sheet, every figure, blueprint."""
    director, made = planted.director, planted.consultation
    with enter(planted.city), transaction.atomic():
        for key, value in (("presentation", "Une ville qui demande."), ("answers", True)):
            share_value(actor=director, subject="card", key=f"card.{key}", value=value)
        sheet = begin_sheet(actor=director, consultation=made)
        content = {**sheet.content, "result": result, "euros": 2_000}
        sheet = save_sheet(actor=director, sheet=sheet, title=sheet.title, content=content)
        choose_figures(actor=director, sheet=sheet, keys=[one.key for one in offered(sheet)])
        sheet = Sheet.objects.get(pk=sheet.pk)
        publish_sheet(actor=director, sheet=sheet, seen=sheet.state, public=True)
        model = compose(made, title=f"Modèle de {made.title}", summary=result)
        publish_blueprint(
            actor=director, consultation=made, blueprint=model, sheet_uid=sheet.uid,
            signature=director.get_full_name(),
        )  # fmt: skip


def admit(city: CityRef, name: str) -> Member:
    """Let somebody of a team in, by a pass, charter agreed to."""
    with enter(city), transaction.atomic():
        agent = make_staff("reception", full_name=name, email=f"{name.lower()}@membre.exemple.fr")
        said = passes.read(mint_pass(actor=agent), at=timezone.now())
    with club(), transaction.atomic():
        member = people.enter_club(actor=SYSTEM, said=said)
        people.agree(actor=member.account, member=member, shows_name=True, shows_title=True)
        return Member.objects.get(pk=member.pk)


def talk(members: list[Member], lead: Member, named: str, *, body: str = "Et vous ?") -> Lived:
    """Ask, name, answer, accept, edit, keep a draft, report, hide, lock, tell by mail."""
    asker, answerer, third = members
    lived = Lived(members=members)
    with club(), transaction.atomic():
        shelf = make_category()
        topic = topics.ask(
            actor=asker.account, kind="question", category=shelf, tags=["parc"],
            title="Comment restituer un parc ?", body=f"@{named} {body}",
            asked_city_id=answerer.city_id,
        )  # fmt: skip
        paper = SimpleUploadedFile("note.txt", f"Ordre du jour. {body}".encode())
        kept = store(actor=answerer.account, upload=paper, use="document")
        answer = posts.answer(
            actor=answerer.account, topic=topic, body="Sur le parc, un samedi.", files=[kept]
        )
        posts.accept(actor=asker.account, post=answer)
        first = topic.posts.get(number=1)
        posts.edit(
            actor=asker.account, post=first, version=1, title=first.title, body=f"{body} Merci."
        )
        drafts.keep_draft(actor=third.account, topic=topic, typed={"body": "À finir"})
        care.report(actor=third.account, post=answer, reason="off_topic", note="Hors du parc ?")
        other = topics.ask(
            actor=third.account, kind="idea", category=shelf, title="Un parc à vélos", body="Ici."
        )
        care.hide_post(actor=lead.account, post=other.posts.get(number=1), reason="Doublon")
        care.lock_topic(actor=lead.account, topic=Topic.objects.get(pk=topic.pk), reason="Clos")
        lived.topic, lived.post = topic.pk, first.pk
    lived.jobs = pending()
    run_pending(later=True)
    with club(), transaction.atomic():
        for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
            digest.send_digests(rhythm)
    lived.jobs += pending()
    run_pending(later=True)
    return lived


# --- What a sweep reads --------------------------------------------------------------------------
def rows_of(names: list[str]) -> Iterator[tuple[str, str]]:
    """Every row of some tables, as its owner reads them."""
    with owner(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT t::text FROM {name} t")
            for [row] in cursor.fetchall():
                yield name, row


def club_tables() -> list[str]:
    """Every table of the club's schema."""
    with owner(), connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [f'club."{name}"' for [name] in cursor.fetchall()]


def cached() -> Iterator[tuple[str, str]]:
    """What the caches keep, unpacked."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM club.agora_cache")
        for key, value in cursor.fetchall():
            yield "agora_cache", key + base64.b64decode(value).decode("utf-8", "replace")
    for key, value in caches["local"]._cache.items():
        yield "local", key + value.decode("utf-8", "replace")


def blueprint_files() -> Iterator[tuple[str, str]]:
    """Every member of every blueprint, unpacked."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT title, content FROM tenants_sharedblueprint")
        for title, content in cursor.fetchall():
            with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
                for name in archive.namelist():
                    yield f"{title}/{name}", archive.read(name).decode("utf-8", "replace")


def files_of_club() -> Iterator[tuple[str, str]]:
    """The files kept for the club."""
    for path in settings.DATA_DIR.rglob("*"):
        if path.is_file() and "club" in path.relative_to(settings.DATA_DIR).parts:
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def letters(box: Any, members: list[Member]) -> Iterator[tuple[str, str]]:
    """What left for members by SMTP, as they read it."""
    theirs = {member.mail for member in members}
    for recipients, content in box.got:
        if theirs & {*recipients}:
            letter = email.message_from_bytes(content, policy=default)
            parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
            yield letter["subject"], "\n".join([*map(str, letter.values()), *map(str, parts)])


def exports(members: list[Member]) -> Iterator[tuple[str, str]]:
    """What members take away of themselves."""
    with club():
        for member in members:
            yield member.name, json.dumps(personal.export(member.account), ensure_ascii=False)


def told(records: Any) -> Iterator[tuple[str, str]]:
    """Log lines, as they are written."""
    for record in records:
        yield "log", JsonFormatter().format(record)


def found_in(surfaces: dict[str, Any], marks: list[str]) -> dict[str, set[str]]:
    """Which marks are read where."""
    hits: dict[str, set[str]] = {}
    for surface, read in surfaces.items():
        for place, text in read:
            low = text.lower()
            for mark in marks:
                if mark.lower() in low:
                    hits.setdefault(surface, set()).add(f"{place}: {mark}")
    return hits
