"""What an experience sheet is made of, and how it reads: the same in the club and in the preview.

A city writes `content`: a text for each section, the two numbers of the cost, and the figures it
let out with the sheet. The figures themselves are disclosures, never copied here: what a city
takes back is gone wherever it was shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agora.ui.french import number
from tenants.disclosure.levels import HIDDEN
from tenants.models.sharing import DisclosureFields
from tenants.registries import disclosures

FIGURES = "figures."
LONGEST_LEAD = 320
_STEP = re.compile(r"\s?:\s")


@dataclass(frozen=True)
class Section:
    """A part of a sheet and its title."""

    key: str
    label: Any


SECTIONS = (
    Section("context", _("Contexte")),
    Section("aim", _("Objectif")),
    Section("method", _("Méthode")),
    Section("audience", _("Public visé")),
    Section("mobilisation", _("Mobilisation")),
    Section("calendar", _("Calendrier")),
    Section("cost", _("Coût")),
    Section("difficulties", _("Difficultés")),
    Section("result", _("Résultat")),
    Section("again", _("Ce que nous referions (ou pas)")),
    Section("restitution", _("Restitution")),
)
LABELS = {section.key: section.label for section in SECTIONS}
TEXTS = tuple(section.key for section in SECTIONS if section.key != "cost")

KINDS: Mapping[str, Any] = {
    "consultation": _("Concertation"),
    "assises": _("Assises"),
    "participatory_budget": _("Budget participatif"),
    "local_commission": _("Commission locale"),
    "public_inquiry": _("Enquête publique"),
    "workshop_series": _("Cycle d’ateliers"),
}


@dataclass(frozen=True)
class Figure:
    """One figure as it reads; `value` is None once the city took it back."""

    key: str
    label: Any
    unit: Any = ""
    value: Any = None
    at: datetime | None = None

    @property
    def name(self) -> str:
        """What its anchor is called."""
        return self.key.removeprefix(FIGURES)

    @property
    def title(self) -> str:
        """What its drawing is called."""
        return capfirst(str(self.label))

    @property
    def is_gone(self) -> bool:
        """Was it shown, and taken back since?"""
        return self.value is None

    @property
    def number(self) -> Any:
        """What is written large: the total of a table; None when it is too small."""
        if isinstance(self.value, Mapping):
            return self.value.get("total")
        return self.value

    @property
    def is_small(self) -> bool:
        """Is it hidden because it counts too few people?"""
        return self.value == HIDDEN or (not self.is_gone and self.number is None)

    @property
    def cells(self) -> list[tuple[str, int | None]]:
        """The lines of a table, None for a hidden one."""
        found = self.value.get("cells", {}) if isinstance(self.value, Mapping) else {}
        return list(found.items())

    @property
    def rows(self) -> list[tuple[str, int]]:
        """What can be drawn: the shown lines, when there are two at least."""
        shown = [(name, count) for name, count in self.cells if count is not None]
        return sorted(shown, key=lambda row: -row[1]) if len(shown) > 1 else []

    @property
    def hides(self) -> bool:
        """Is one of its lines hidden?"""
        return any(count is None for _name, count in self.cells)


@dataclass(frozen=True)
class Step:
    """A line of the calendar: « 12 octobre : on dépose des idées »."""

    when: str
    what: str


@dataclass(frozen=True)
class Read:
    """A sheet as it reads."""

    title: str
    content: Mapping[str, Any]
    figures: list[Figure]

    def _text(self, key: str) -> str:
        return str(self.content.get(key) or "").strip()

    @cached_property
    def lead(self) -> str:
        """The aim, when it is short enough to stand under the title."""
        aim = self._text("aim")
        return aim if len(aim) <= LONGEST_LEAD and "\n\n" not in aim else ""

    @cached_property
    def sections(self) -> list[tuple[Section, str]]:
        """The texts in order; the aim is not said twice, and the cost is no text."""
        said = [key for key in TEXTS if self._text(key) and not (key == "aim" and self.lead)]
        return [
            (section, self._text(section.key))
            for section in SECTIONS
            if section.key in said or (section.key == "cost" and self.has_cost)
        ]

    @cached_property
    def steps(self) -> list[Step]:
        """The calendar as a thread, one step a line."""
        return [_step(line) for line in self._text("calendar").splitlines() if line.strip()]

    @property
    def euros(self) -> Any:
        """What it cost, or None."""
        return self.content.get("euros")

    @property
    def days(self) -> Any:
        """How many days of work, or None."""
        return self.content.get("days")

    @property
    def days_words(self) -> str:
        """« 14 », « 2,5 »."""
        return number(self.days, 0 if self.days == int(self.days) else 1)

    @property
    def has_result(self) -> bool:
        """Is there a result to draw the charts under?"""
        return bool(self._text("result"))

    @property
    def has_cost(self) -> bool:
        """Is anything said of the cost?"""
        return self.euros is not None or self.days is not None

    @property
    def charts(self) -> list[Figure]:
        """The tables people would rather look at."""
        return [figure for figure in self.figures if figure.rows]


def _step(line: str) -> Step:
    parts = _STEP.split(line.strip(), maxsplit=1)
    return Step(parts[0], parts[1]) if len(parts) == 2 else Step("", parts[0])


def words_of(content: Mapping[str, Any]) -> str:
    """All the text of a sheet, for search."""
    return "\n".join(str(content[key]) for key in TEXTS if content.get(key))


def figures_of(rows: Iterable[DisclosureFields], promised: Iterable[str] = ()) -> list[Figure]:
    """Put words on the figures that are out; those `promised` and taken back say so."""
    out = {row.key: row for row in rows}
    wanted = {key for key in out if key.startswith(FIGURES)} | set(promised)
    return [
        Figure(key, item.label, item.unit, out[key].value, out[key].computed_at)
        if key in out
        else Figure(key, item.label, item.unit)
        for key, item in disclosures.items()
        if key in wanted
    ]
