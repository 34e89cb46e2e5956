"""What a blueprint says, as `blueprint.json` and as an object."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agora.files.checks import ACCEPTED
from tenants.disclosure.blueprints import shapes
from tenants.disclosure.blueprints.errors import FromLater, Misshapen
from tenants.models.sharing import LICENCE

SCHEMA_VERSION = 1
MOST_PARTS = 40
MOST_FILES = 190


@dataclass(frozen=True)
class Parent:
    """What a blueprint was made from."""

    uid: uuid.UUID
    version: int
    city: str


@dataclass(frozen=True)
class Blueprint:
    """One version of a set-up that a city gives, with the files it ticked.

    `parts` maps the name of a slice's part to its data, `files` a name (`<uid>.<ext>`) to bytes.
    """

    uid: uuid.UUID
    version: int
    title: str
    summary: str
    city: str
    parts: Mapping[str, Any]
    parent: Parent | None = None
    licence: str = LICENCE
    files: Mapping[str, bytes] = field(default_factory=dict)


_SHA256 = shapes.matching(r"[0-9a-f]{64}")
_UID = shapes.matching(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KNOWN = "|".join(ACCEPTED["document"])
FILE_NAME = rf"[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\.({_KNOWN})"
_SHAPE = shapes.record(
    schema_version=shapes.whole(1, SCHEMA_VERSION),
    uid=_UID,
    version=shapes.whole(1, 10_000),
    title=shapes.line(200, empty=False),
    summary=shapes.text(2_000),
    city=shapes.line(120, empty=False),
    licence=shapes.one_of(LICENCE),
    parent=shapes.optional(
        shapes.record(uid=_UID, version=shapes.whole(1, 10_000), city=shapes.line(120))
    ),
    parts=shapes.mapping(r"[a-z_]{1,40}", shapes.anything, most=MOST_PARTS),
    files=shapes.mapping(FILE_NAME, _SHA256, most=MOST_FILES),
)


def facts_of(blueprint: Blueprint, digests: Mapping[str, str]) -> dict[str, Any]:
    """Return the content of `blueprint.json`; `digests` are those of its files."""
    parent = blueprint.parent
    facts = {
        "schema_version": SCHEMA_VERSION,
        "uid": str(blueprint.uid),
        "version": blueprint.version,
        "title": blueprint.title,
        "summary": blueprint.summary,
        "city": blueprint.city,
        "licence": blueprint.licence,
        "parent": parent
        and {"uid": str(parent.uid), "version": parent.version, "city": parent.city},
        "parts": dict(blueprint.parts),
        "files": dict(digests),
    }
    check(facts)
    return facts


def check(facts: Any) -> None:
    """Raise `FromLater` or `Misshapen` unless this is a manifest we know how to read."""
    later = isinstance(facts, dict) and facts.get("schema_version")
    if isinstance(later, int) and later > SCHEMA_VERSION:
        raise FromLater
    try:
        _SHAPE(facts, "")
    except shapes.WrongShape as error:
        raise Misshapen from error


def blueprint_of(facts: Mapping[str, Any], files: Mapping[str, bytes]) -> Blueprint:
    """Return the object of a manifest that `check` let through."""
    parent = facts["parent"]
    return Blueprint(
        uid=uuid.UUID(facts["uid"]),
        version=facts["version"],
        title=facts["title"],
        summary=facts["summary"],
        city=facts["city"],
        licence=facts["licence"],
        parent=parent and Parent(uuid.UUID(parent["uid"]), parent["version"], parent["city"]),
        parts=facts["parts"],
        files=files,
    )
