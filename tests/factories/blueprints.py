"""Random set-ups of consultations, and blueprints signed by this platform's own key."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agora.accounts.models import IdentityLevel
from agora.files.actions import store
from agora.rules import SYSTEM
from participation.consultations.models import (
    Component,
    Consultation,
    ConsultationKind,
    Opening,
    Phase,
    State,
    Theme,
)
from participation.consultations.registries import tools
from participation.contributions.models import AuthorKind
from participation.debates.models import Debate
from participation.meetings.models import Meeting
from tenants.actions.sharing import share_blueprint, share_sheet
from tenants.disclosure.blueprints import Blueprint, write
from tenants.disclosure.blueprints.manifest import facts_of
from tests.factories.consultations import make_consultation
from tests.factories.contributions import make_contribution

WORDS = (
    "école", "cœur", "été", "<b>gras</b>", "R&D", "a<b", "{{settings.SECRET_KEY}}", "{%now%}",
    "«\u00a0bulletin\u00a0»", "l’urne", "30€", "&lt;script&gt;", "<script>alert(1)</script>",
    "\u202eenvers", "e\u0301tude", "n°9", "fin.\r\n", "\n\n\n\n", "mot\t", "\U0001f33b", "東京",
    "<p>bloc</p>", "\x07", "ﬁn", "../../etc", "\\", '"cité"', "'un'", "#8", "<!-- caché -->",
    "&amp;amp;", "Vec<u8>", "\u0338", "<",
)  # fmt: skip
CITY = {"author_kind": AuthorKind.CITY, "signature": "Ville"}


def a_text(dice: random.Random, most: int = 30) -> str:
    """Some words, odd ones among them."""
    return " ".join(dice.choice(WORDS) for _ in range(dice.randrange(most)))


def a_line(dice: random.Random, most: int = 100) -> str:
    """A few words; never empty."""
    return f"{dice.choice('ABCDE')} {a_text(dice, 7)}".replace("\n", " ").replace("\r", " ")[:most]


def a_setup(dice: random.Random) -> Consultation:
    """A consultation with everything a blueprint may carry, at random."""
    today = timezone.localdate() + timedelta(days=dice.randrange(-400, 400))
    dated = dice.random() < 0.9
    consultation = make_consultation(
        dice.choice((State.OPEN, State.CLOSED, State.RESTITUTED)),
        title=a_line(dice),
        kind=dice.choice(ConsultationKind.values),
        objective=a_text(dice), summary=a_text(dice), body=a_text(dice, 200),
        open_points=a_text(dice), fixed_points=a_text(dice), how_decided=a_text(dice),
        audience=a_text(dice), without_screen=a_text(dice), grid=a_text(dice),
        communication_plan=a_text(dice),
        starts_on=today if dated else None,
        ends_on=today + timedelta(days=dice.randrange(200)) if dice.random() < 0.8 else None,
        restitution_due_on=dice.choice((None, today + timedelta(days=dice.randrange(400)))),
    )  # fmt: skip
    for _ in range(dice.randrange(3)):
        name = f"Thème {dice.randrange(9)}"
        consultation.themes.add(Theme.objects.get_or_create(name=name)[0])
    phases = [_phase(dice, consultation, today) for _ in range(dice.randrange(6))]
    for rank in range(dice.randrange(5)):
        _component(dice, consultation, rank, phases, today)
    for rank in range(dice.randrange(3)):
        a_document(dice, consultation, rank)
    return consultation


def _phase(dice: random.Random, consultation: Consultation, today: Any) -> Phase:
    start = datetime.combine(
        today + timedelta(days=dice.randrange(-30, 200)), time(dice.randrange(24)), UTC
    )
    lasts = timedelta(days=dice.randrange(60), hours=dice.randrange(1, 24))
    return Phase.objects.create(
        consultation=consultation,
        title=a_line(dice),
        description=a_text(dice),
        animation=a_text(dice),
        starts_at=start,
        ends_at=start + lasts if dice.random() < 0.8 else None,
        position=dice.randrange(4),
    )


def _component(
    dice: random.Random, consultation: Consultation, rank: int, phases: list[Phase], today: Any
) -> None:
    kind = dice.choice(list(tools))
    actions = tools[kind].actions
    component = Component.objects.create(
        consultation=consultation,
        kind=kind,
        title=a_line(dice),
        introduction=a_text(dice),
        position=rank,
        settings={
            "levels": {name: dice.choice(list(IdentityLevel)).code for name in actions},
            "secret": "jamais dehors",
        },
    )
    for phase in dice.sample(phases, dice.randrange(len(phases) + 1)):
        chosen = dice.sample(actions, dice.randrange(len(actions) + 1))
        Opening.objects.create(component=component, phase=phase, actions=chosen)
    for _ in range(dice.randrange(3)):
        if kind == "debates":
            word = make_contribution(
                component, kind="debate", title=a_line(dice), body=a_text(dice), **CITY
            )
            Debate.objects.create(contribution=word, instructions=a_text(dice))
        if kind == "meetings":
            word = make_contribution(
                component, kind="meeting", title=a_line(dice), body=a_text(dice), **CITY
            )
            Meeting.objects.create(contribution=word, **_meeting(dice, today))


def _meeting(dice: random.Random, today: Any) -> dict[str, Any]:
    day = today + timedelta(days=dice.randrange(-20, 200))
    start = datetime.combine(day, time(dice.randrange(24), dice.randrange(60)), UTC)
    lasts = timedelta(seconds=dice.randrange(30, 90_000))
    return {
        "kind": dice.choice(Meeting.Kind.values),
        "starts_at": start,
        "ends_at": start + lasts if dice.random() < 0.7 else None,
        "capacity": dice.choice((None, 0, 40, 1_200)),
        "venue": "Chez Madame Mirabelle",
    }


def a_document(dice: random.Random, consultation: Consultation, rank: int) -> None:
    """A document of a consultation; every one of them reads otherwise."""
    words = f"{a_text(dice)} {dice.random()}".replace("\x07", "")
    upload = SimpleUploadedFile(f"{a_line(dice, 20)}.txt", words.encode())
    file = store(actor=SYSTEM, upload=upload, use="document")
    consultation.documents.create(
        file=file, title=a_line(dice), description=a_text(dice), position=rank
    )


def make_blueprint(**facts: Any) -> Blueprint:
    """A small one: texts, two steps, one tool."""
    given: dict[str, Any] = {
        "uid": uuid.uuid4(),
        "version": 1,
        "title": "Budget participatif des écoles",
        "summary": "Trente mille euros, neuf écoles.",
        "city": "Castelmont",
        "parts": {"consultations": setup_facts()},
    }
    return Blueprint(**given | facts)


def setup_facts(**facts: Any) -> dict[str, Any]:
    """The data of the part « consultations »."""
    texts = (
        *("summary", "objective", "body", "open_points", "fixed_points", "how_decided"),
        *("audience", "without_screen", "grid", "communication_plan"),
    )
    given: dict[str, Any] = {
        **dict.fromkeys(texts, ""),
        "summary": "Choisir ensemble.",
        "kind": "participatory_budget",
        "length": 120,
        "restitution": 150,
        "themes": [],
        "phases": [
            {"title": "Présenter dans les classes", "description": "Diaporama de six pages.",
             "animation": "", "first": 0, "last": 13},
            {"title": "Déposer des idées", "description": "", "animation": "", "first": 14,
             "last": 40},
        ],
        "components": [
            {"kind": "proposals", "title": "Vos idées", "introduction": "",
             "levels": {"contribute": "pseudonym"},
             "openings": [{"phase": 1, "actions": ["contribute"]}]},
        ],
        "documents": [],
    }  # fmt: skip
    return given | facts


def share_sheet_of(consultation: Consultation, **facts: Any) -> uuid.UUID:
    """A sheet of a consultation, out in the club; called in its city."""
    uid = uuid.uuid4()
    fields = {
        "subject_ref": consultation.reference,
        "title": f"Retour sur {consultation.title}",
        "content": {"again": "L’urne en carton, dès la première année."},
        "by_label": "Castelmont",
    }
    share_sheet(actor=SYSTEM, uid=uid, fields=fields | facts)
    return uid


def offer(blueprint: Blueprint, *, manifest: Any = None, **fields: Any) -> Blueprint:
    """Put a blueprint on the shelf as its city; called in that city."""
    parent = blueprint.parent
    facts = manifest or facts_of(blueprint, dict.fromkeys(blueprint.files, "0" * 64))
    given = {
        "title": blueprint.title,
        "summary": blueprint.summary,
        "manifest": facts,
        "by_label": blueprint.city,
        "words": blueprint.summary,
        "parent_uid": str(parent.uid) if parent else None,
        "parent_version": parent.version if parent else None,
    }
    share_blueprint(
        actor=SYSTEM,
        uid=blueprint.uid,
        version=blueprint.version,
        fields=given | fields,
        content=write(blueprint),
    )
    return blueprint
