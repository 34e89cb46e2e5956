"""Making a blueprint from a consultation: parts by allow-list, files one ticked, what it came from.

Nothing here writes; what leaves is shown first, text by text, with what may tell of a person.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agora.context import current_city
from agora.files import gateway
from agora.files.models import StoredFile
from participation.consultations.models import Consultation
from participation.sharing.queries import blueprints as reads
from participation.sharing.scan import Found, findings
from tenants.disclosure.blueprints import Blueprint, Parent, file_uid
from tenants.disclosure.blueprints.texts import plain, plain_line
from tenants.registries import parts

_OURS = uuid.UUID("6f9b1c1e-5e0c-5d6a-9a55-0b1f2f0b7a41")
ALWAYS = "consultations"
WAITING = "modeles"
"""Folder of the files sent by hand, between the moment they are read and the draft."""
AROUND = 40


@dataclass(frozen=True)
class Leaving:
    """One text that leaves, as the preview shows it."""

    part: str
    label: str
    text: str


@dataclass(frozen=True)
class Doubt:
    """Something in a text that may tell of a person, with the words around it."""

    where: str
    found: Found
    before: str
    after: str

    @property
    def around(self) -> str:
        """The words one recognises it by."""
        return f"{self.before}{self.found.excerpt}{self.after}".strip()

    @property
    def mark(self) -> str:
        """What confirms it: it holds for this wording at this place."""
        return hashlib.sha256(f"{self.where}:{self.found.mark}".encode()).hexdigest()[:16]


def uid_of(consultation: Consultation) -> uuid.UUID:
    """Name the blueprint of a consultation: the same one at each version."""
    return uuid.uuid5(_OURS, f"{current_city().schema}:{consultation.reference}")


def gather(consultation: Consultation, ticked: Iterable[uuid.UUID] = ()) -> dict[str, Any]:
    """Return what each part would give of a consultation; those with nothing are not there."""
    chosen = set(ticked)
    found = {name: part.export(consultation, chosen) for name, part in parts.items()}
    return {name: data for name, data in found.items() if data is not None}


def compose(
    consultation: Consultation,
    *,
    title: str,
    summary: str = "",
    ticked: Iterable[uuid.UUID] = (),
    chosen: Iterable[str] | None = None,
    version: int = 1,
    uid: uuid.UUID | None = None,
) -> Blueprint:
    """Return the blueprint of a consultation; `chosen` are the parts given, all unless told."""
    ticked = set(ticked)
    given = gather(consultation, ticked)
    kept = set(given) if chosen is None else {ALWAYS, *chosen}
    came_from = reads.taken(consultation)
    return Blueprint(
        uid=uid or uid_of(consultation),
        version=version,
        title=plain_line(title),
        summary=plain(summary, 2_000),
        city=current_city().name,
        parts={name: data for name, data in given.items() if name in kept},
        parent=came_from
        and Parent(came_from.blueprint_uid, came_from.version, came_from.city_name),
        files={
            f"{file_uid(file.sha256)}.{file.extension}": _bytes(file)
            for file in reads.files_of(consultation)
            if file.uid in ticked
        },
    )


def _bytes(file: StoredFile) -> bytes:
    return b"".join(gateway.read(file.key(), size=file.size, sha256=file.sha256))


def leaving(blueprint: Blueprint, *, news: str = "") -> Iterator[Leaving]:
    """Yield every text that would leave, in the order it is read."""
    for label, text in (("Titre", blueprint.title), ("Résumé", blueprint.summary), ("", news)):
        if text:
            yield Leaving("", label, text)
    for name, part in parts.items():
        if name in blueprint.parts:
            for label, text in part.texts(blueprint.parts[name]):
                if text:
                    yield Leaving(str(part.label), label, text)


def doubts(texts: Iterable[Leaving], names: Iterable[str]) -> list[Doubt]:
    """Return everything to correct or to confirm, once for each wording and place."""
    team = list(names)
    found = {}
    for one in texts:
        for what in findings(one.text, team):
            before = one.text[max(0, what.start - AROUND) : what.start]
            after = one.text[what.end : what.end + AROUND]
            doubt = Doubt(" – ".join(filter(None, (one.label, one.part))), what, before, after)
            found.setdefault(doubt.mark, doubt)
    return list(found.values())


def print_of(blueprint: Blueprint) -> str:
    """Return what changes as soon as anything that leaves does: the preview was of this."""
    facts = [blueprint.title, blueprint.summary, blueprint.parts, sorted(blueprint.files)]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def words_of(parts_given: Mapping[str, Any]) -> str:
    """Return the words one may look a blueprint up by."""
    return "\n".join(
        text
        for name, part in parts.items()
        if name in parts_given and name != "pages"
        for _label, text in part.texts(parts_given[name])
        if text
    )


def waiting_key(name: str) -> str:
    """Return where a file sent by hand waits."""
    return f"{WAITING}/{name}.agora-modele"
