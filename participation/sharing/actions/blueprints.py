"""Give a consultation's set-up to the club, and make a draft from one that was given."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from agora.action import action
from agora.context import current_city
from agora.files import gateway
from agora.rules import SYSTEM
from participation.consultations.actions.create import create_consultation
from participation.consultations.models import Consultation, Department, State
from participation.consultations.rules import can_create, machine_only
from participation.sharing.composing import WAITING, waiting_key, words_of
from participation.sharing.models import TakenBlueprint
from tenants.actions.sharing import note_reuse, share_blueprint
from tenants.disclosure.blueprints import Blueprint, read, write
from tenants.disclosure.blueprints.manifest import facts_of
from tenants.registries import parts
from tenants.rules import shares

SAME_FORM = timedelta(minutes=10)


@action("blueprint.published", rule=shares, begins=True)
def publish_blueprint(
    *,
    actor: Any,
    consultation: Consultation,
    blueprint: Blueprint,
    news: str = "",
    sheet_uid: uuid.UUID | None = None,
    signature: str = "",
) -> Consultation:
    """Sign a version and put it in the club; raises `BlueprintError` when it is too heavy."""
    parent = blueprint.parent
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in blueprint.files.items()}
    share_blueprint(
        actor=actor,
        uid=blueprint.uid,
        version=blueprint.version,
        content=write(blueprint),
        fields={
            "title": blueprint.title,
            "summary": blueprint.summary,
            "news": news,
            "parent_uid": str(parent.uid) if parent else None,
            "parent_version": parent.version if parent else None,
            "sheet_uid": str(sheet_uid) if sheet_uid else None,
            "manifest": facts_of(blueprint, digests),
            "by_label": signature or current_city().name,
            "words": words_of(blueprint.parts),
        },
    )
    return consultation


@action("blueprint.drafted", rule=can_create, begins=True)
def draft_from(
    *,
    actor: Any,
    blueprint: Blueprint,
    usable: Mapping[str, Any],
    files: Mapping[str, bytes],
    title: str,
    starts_on: date,
    department: Department | None = None,
) -> Consultation:
    """Make a draft with its dates moved to a first day; sent twice, it makes one.

    `usable` are the parts this city can load, as the rehearsal told. They are written by the
    system: whoever may begin a consultation need not hold every right its parts ask for.
    """
    if made := _same(blueprint, title, starts_on):
        return made
    consultation = create_consultation(
        actor=actor,
        title=title,
        starts_on=starts_on,
        ends_on=starts_on,
        department=department,
        starter="blueprint",
        organiser=current_city().name,
    )

    def shift(days: int) -> date:
        return starts_on + timedelta(days=days)

    for name, part in parts.items():
        if name in usable:
            part.load(SYSTEM, consultation, usable[name], shift, files)
    TakenBlueprint.objects.create(
        consultation=consultation,
        blueprint_uid=blueprint.uid,
        version=blueprint.version,
        title=blueprint.title,
        city_name=blueprint.city,
    )
    note_reuse(actor=actor, uid=blueprint.uid, version=blueprint.version)
    return consultation


def _same(blueprint: Blueprint, title: str, starts_on: date) -> Consultation | None:
    """Return the draft the same answers made a moment ago; two sendings wait for each other."""
    facts = json.dumps([current_city().schema, str(blueprint.uid), title, str(starts_on)])
    key = int.from_bytes(hashlib.sha256(facts.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    found = TakenBlueprint.objects.filter(
        blueprint_uid=blueprint.uid,
        version=blueprint.version,
        taken_at__gte=timezone.now() - SAME_FORM,
        consultation__title=title,
        consultation__starts_on=starts_on,
        consultation__state=State.DRAFT,
    )
    taken = found.select_related("consultation").first()
    return taken.consultation if taken else None


@action("blueprint.file_received", rule=can_create, begins=True)
def keep_file(*, actor: Any, content: bytes) -> str:
    """Keep a file sent by hand, once its signature was read; return what to ask for it by."""
    read(content)
    name = hashlib.sha256(content).hexdigest()
    gateway.put(waiting_key(name), io.BytesIO(content), "application/octet-stream")
    return name


@action("blueprint.files_swept", rule=machine_only)
def sweep_files(*, actor: Any, older_than_hours: float = 24) -> int:
    """Forget the files nobody made a draft of."""
    left = list(gateway.keys(WAITING, older_than_hours=older_than_hours))
    for key in left:
        gateway.delete(key)
    return len(left)
