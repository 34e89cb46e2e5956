"""What taking a blueprint up would do in this city: created, adapted, or missing, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from agora.files.checks import check
from tenants.disclosure.blueprints import Blueprint
from tenants.registries import Finding, parts

STATES = ("created", "adapted", "missing")


@dataclass(frozen=True)
class Rehearsal:
    """The findings, the parts this city can load, the files it would keep."""

    findings: list[Finding]
    parts: Mapping[str, Any]
    files: Mapping[str, bytes]

    @property
    def by_state(self) -> list[tuple[str, list[Finding]]]:
        """What will be created, then adapted, then what is missing here."""
        return [
            (state, rows)
            for state in STATES
            if (rows := [one for one in self.findings if one.state == state])
        ]

    @property
    def texts(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every text, by part, for whoever wants to read before taking."""
        return [
            (str(part.label), [row for row in part.texts(self.parts[name]) if row[1]])
            for name, part in parts.items()
            if name in self.parts
        ]

    @property
    def can_begin(self) -> bool:
        """Is the set-up itself readable? Without it there is nothing to make a draft of."""
        return "consultations" in self.parts


def rehearse(blueprint: Blueprint) -> Rehearsal:
    """Look at each part as this city would take it; nothing is written."""
    found: list[Finding] = []
    usable = {}
    for name, part in parts.items():
        if name not in blueprint.parts:
            continue
        try:
            found += part.check(blueprint.parts[name])
        except ValueError as error:
            found.append(Finding("missing", str(part.label), str(error)))
        else:
            usable[name] = blueprint.parts[name]
    found += [
        Finding("missing", _("Partie « %(name)s »") % {"name": name}, _("Inconnue ici."))
        for name in sorted(blueprint.parts)
        if name not in parts
    ]
    files, refused = _files(blueprint.files)
    return Rehearsal(found + refused, usable, files)


def _files(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    kept, refused = {}, []
    for name, content in files.items():
        try:
            check(SimpleUploadedFile(name, content), "document")
        except ValidationError as error:
            refused.append(Finding("missing", _("Un document"), " ".join(error.messages)))
        else:
            kept[name] = content
    return kept, refused
