"""A record of an export as a row of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participation.consultations.models import Component
from participation.opendata.decidim.records import Key, Record

# The four letters of the references, as the field writes them.
CODES = {"proposal": "PROP", "debate": "DEBA", "meeting": "MEET", "comment": "COMM",
         "project": "PROJ", "result": "RESU", "post": "POST"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A contribution the city already has."""

    pk: int
    kind: str
    component: int
    consultation: int
    digest: str
    thread: int | None = None
    depth: int = 0


def extra_of(record: Record) -> dict[str, Any]:
    """Return what is kept beside the row: unknown columns, announced figures, the digest."""
    announced = {
        name: value
        for name, value in (("votes", record.votes), ("comments", record.comments))
        if value is not None
    }
    kept: dict[str, Any] = {"digest": record.digest}
    if announced:
        kept["announced"] = announced
    if record.author_id:
        kept["author_id"] = record.author_id
    if record.extra:
        kept["columns"] = record.extra
    return kept


def code_of(record: Record) -> str:
    return CODES.get(record.key.type, "PAGE")


def spot_of(component: Component) -> tuple[int, int]:
    return component.pk, component.consultation_id


def debate_row(number: int, record: Record) -> tuple[Any, ...]:
    return (number, record.category[:160], "", record.answer, record.answered_at)


def stub_of(key: Key, record: Record) -> Record:
    name = stub_names().get(key.type, key.type)
    title = _("%(type)s n°\u00a0%(id)s de l’ancien site") % {
        "type": name[:1].upper() + name[1:],
        "id": key.id,
    }
    return Record(
        key=key, place=record.place, line=record.line, digest="", title=title,
        created_at=record.created_at, author_name=_("Reprise de données"),
    )  # fmt: skip


def stub_names() -> dict[str, str]:
    """Return the words for what a missing page was."""
    return {
        "proposal": _("proposition"),
        "debate": _("débat"),
        "meeting": _("réunion"),
        "project": _("projet"),
        "result": _("suite donnée"),
        "post": _("article"),
    }


def as_known(number: int, record: Record, root: Known, parent: Known | None) -> Known:
    thread = None if parent is None else parent.thread or parent.pk
    depth = 0 if parent is None else parent.depth + 1
    return Known(number, "comment", root.component, root.consultation, record.digest, thread, depth)


def comment_row(number: int, record: Record, root: Known, parent: Known | None) -> tuple[Any, ...]:
    if parent is None:
        return (number, root.pk, None, None, 0, record.alignment)
    return (
        number, root.pk, parent.pk, parent.thread or parent.pk, parent.depth + 1, record.alignment,
    )  # fmt: skip
