"""How a blueprint reads in the club: its weeks, what one receives, what it gave, where it is from.

All of it comes from the manifest the city signed; nothing is computed from a city's own tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.ui.french import number
from tenants.disclosure.levels import HIDDEN
from tenants.models import Disclosure
from tenants.registries import disclosures, module_labels

WEEK = 7


@dataclass(frozen=True)
class Step:
    """One stop of the thread: « Jour 1 », « Semaine 3 »."""

    when: str
    title: str
    text: str


@dataclass(frozen=True)
class Figure:
    """A figure the city lets out, large, with its sentence."""

    value: str
    label: Any
    is_small: bool = False


@dataclass(frozen=True)
class Fit:
    """How a blueprint goes to one's own city, as far as the club can tell."""

    good: int
    total: int
    unused: list[str]


class Reading:
    """A manifest as a page shows it; a part that is not of its shape is simply not told."""

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        parts = manifest.get("parts") or {}
        self.parts: Mapping[str, Any] = parts if isinstance(parts, dict) else {}
        setup = self.parts.get("consultations")
        self.setup: Mapping[str, Any] = setup if isinstance(setup, dict) else {}
        self.files = manifest.get("files") or {}

    @property
    def tools(self) -> list[tuple[str, str]]:
        """The kinds of tools, with what they are called."""
        kinds = dict.fromkeys(one["kind"] for one in self.setup.get("components", []))
        labels = module_labels()
        return [(kind, str(labels.get(kind, kind))) for kind in kinds]

    @property
    def weeks(self) -> int:
        """How many weeks it lasts, its last step included."""
        days = [one["last"] or one["first"] for one in self.setup.get("phases", [])]
        last = max([*days, self.setup.get("length") or 0], default=0)
        return max(0, last) // WEEK + 1

    @property
    def weeks_words(self) -> str:
        """The headline above the thread: « 18 semaines »."""
        return ngettext("%(n)d semaine", "%(n)d semaines", self.weeks) % {"n": self.weeks}

    @property
    def steps(self) -> list[Step]:
        """The thread."""
        return [
            Step(_when(one["first"]), one["title"], one["description"])
            for one in self.setup.get("phases", [])
        ]

    @property
    def received(self) -> list[str]:
        """What one receives, counted."""
        setup = self.setup
        steps, tools = len(setup.get("phases", [])), len(setup.get("components", []))
        codes = len([row for row in setup.get("grid", "").splitlines() if row.strip()])
        counted = [
            (steps, ngettext("%(n)d étape, dates à caler", "%(n)d étapes, dates à caler", steps)),
            (tools, ngettext("%(n)d module et ses règles", "%(n)d modules et leurs règles", tools)),
            (codes, ngettext("Grille d’analyse, %(n)d code", "Grille d’analyse, %(n)d codes",
                             codes)),
            (self._size("debates"), ngettext("%(n)d question à débattre",
                                             "%(n)d questions à débattre", self._size("debates"))),
            (self._size("meetings"), ngettext("%(n)d réunion prévue", "%(n)d réunions prévues",
                                              self._size("meetings"))),
            (len(self.files), ngettext("%(n)d document", "%(n)d documents", len(self.files))),
            (self._size("pages"), ngettext("%(n)d article de charte, à comparer",
                                           "%(n)d articles de charte, à comparer",
                                           self._size("pages"))),
        ]  # fmt: skip
        found = [words % {"n": n} for n, words in counted if n]
        if setup.get("communication_plan"):
            found.append(_("Plan de communication"))
        if any(setup.get(name) for name in ("body", "summary", "objective")):
            found.append(_("Textes de présentation, à adapter"))
        return found

    def _size(self, part: str) -> int:
        data = self.parts.get(part)
        return len(data) if isinstance(data, list) else 0

    def fit(self, modules: list[str]) -> Fit | None:
        """How it goes to a city that uses these tools; None when it has not said which."""
        if not modules:
            return None
        unused = [label for kind, label in self.tools if kind not in modules]
        total = len(self.received)
        return Fit(max(0, total - len(unused)), total, unused)


def _when(days: int) -> str:
    if days < 0:
        return _("Avant")
    if days < WEEK:
        return _("Jour %(n)d") % {"n": days + 1}
    return _("Semaine %(n)d") % {"n": days // WEEK + 1}


def figures_of(rows: list[Disclosure]) -> list[Figure]:
    """Return the figures of an outcome sheet that are out now, as they read."""
    out = {row.key: row.value for row in rows}
    shown = [
        Figure(_value(out[key], str(item.unit)), item.label, is_small=_hidden(out[key]))
        for key, item in disclosures.items()
        if key in out
    ]
    return [one for one in shown if one.value]


def _hidden(value: Any) -> bool:
    """Tell whether a value is too small to be told; a table is told by its total."""
    if isinstance(value, Mapping) and "cells" in value:
        return value.get("total") is None
    return bool(value == HIDDEN)


def _value(value: Any, unit: str) -> str:
    if _hidden(value):
        return _("moins de %(n)d") % {"n": HIDDEN["below"]}
    value = value["total"] if isinstance(value, Mapping) else value
    if not isinstance(value, int | float):
        return ""
    return f"{number(value)}\u00a0{unit}".strip()
