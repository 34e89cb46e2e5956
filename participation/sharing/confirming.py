"""What the texts of a sheet may tell of a person, where, and what was confirmed of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.sharing.scan import MAIL, NAME, PHONE, Found, findings
from tenants.disclosure.sheets import LABELS, TEXTS

AROUND = 40
KINDS: Mapping[str, Any] = {
    MAIL: _("Adresse de courriel"),
    PHONE: _("Numéro de téléphone"),
    NAME: _("Nom d’une personne de l’équipe"),
}


@dataclass(frozen=True)
class Doubt:
    """Something found in a section, with the words around it."""

    section: str
    label: Any
    found: Found
    before: str
    after: str

    @property
    def mark(self) -> str:
        """What confirms it."""
        return self.found.mark

    @property
    def kind(self) -> Any:
        """What it seems to be."""
        return KINDS[self.found.kind]


def doubts(title: str, content: Mapping[str, Any], names: Iterable[str]) -> list[Doubt]:
    """Everything to correct or to confirm, in the order of the sheet."""
    team = list(names)
    texts = [("title", _("Titre"), title)]
    texts += [(key, LABELS[key], str(content.get(key) or "")) for key in TEXTS]
    return [
        Doubt(key, label, found, _before(text, found), _after(text, found))
        for key, label, text in texts
        for found in findings(text, team)
    ]


def _before(text: str, found: Found) -> str:
    start = max(0, found.start - AROUND)
    return ("…" if start else "") + text[start : found.start]


def _after(text: str, found: Found) -> str:
    end = found.end + AROUND
    return text[found.end : end] + ("…" if end < len(text) else "")
