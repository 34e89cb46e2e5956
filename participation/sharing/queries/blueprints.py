"""Reads: our blueprints, what the club offers, what a consultation could give."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet

from agora.files.models import StoredFile
from agora.rules import is_person
from participation.consultations.models import Consultation
from participation.sharing.models import TakenBlueprint
from participation.sharing.queries.sheets import BEGUN
from tenants.models import OfferedBlueprint, OwnBlueprint, OwnSheet

HEAVY = ("content", "manifest")
FIRST_SHOWN = 12


def shelf() -> list[OwnBlueprint]:
    """Return the last version of each of our blueprints, latest first."""
    rows = OwnBlueprint.objects.defer(*HEAVY).order_by("uid", "-version").distinct("uid")
    return sorted(rows, key=lambda one: one.published_at, reverse=True)


def versions(uid: uuid.UUID) -> QuerySet[OwnBlueprint]:
    """Return every version of one of ours, the last first."""
    return OwnBlueprint.objects.filter(uid=uid).defer(*HEAVY).order_by("-version")


def on_shelf(uid: uuid.UUID) -> bool:
    """Tell whether one of ours is in the club now."""
    return versions(uid).filter(withdrawn_at__isnull=True).exists()


def own_file(uid: uuid.UUID, version: int) -> OwnBlueprint | None:
    """Return one version with its file."""
    return OwnBlueprint.objects.filter(uid=uid, version=version).defer("manifest").first()


def next_version(uid: uuid.UUID) -> int:
    """Return the number the next version bears."""
    last = versions(uid).values_list("version", flat=True).first()
    return (last or 0) + 1


def offered(uid: uuid.UUID, version: int) -> OfferedBlueprint | None:
    """Return what any city may take up, with its file; None once withdrawn or hidden."""
    rows = OfferedBlueprint.objects.filter(uid=uid, version=version)
    return rows.defer("manifest").first()


def taken(consultation: Consultation) -> TakenBlueprint | None:
    """Return what a consultation was made from, if it was made from a blueprint."""
    return TakenBlueprint.objects.filter(consultation=consultation).first()


def givable() -> QuerySet[Consultation]:
    """Return the consultations one may make a blueprint of, latest first."""
    rows = Consultation.objects.filter(state__in=BEGUN)
    return rows.only("title", "slug", "state", "starts_on", "ends_on")[:FIRST_SHOWN]


def own_sheets() -> QuerySet[OwnSheet]:
    """Return our sheets that are out and not hidden."""
    return OwnSheet.objects.filter(hidden_at__isnull=True).only("uid", "title", "subject_ref")


def files_of(consultation: Consultation) -> list[StoredFile]:
    """Return the files one may tick: those residents already read."""
    return [one.file for one in consultation.documents.select_related("file")]


def names_of_team(rows: QuerySet[Any]) -> list[str]:
    """Return the names to look for in what leaves."""
    return [name for one in rows if is_person(one) and (name := one.get_full_name())]
