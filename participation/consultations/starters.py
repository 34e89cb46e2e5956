"""The starters (« gabarits ») of a new consultation: phases and tools ready to adjust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from participation.consultations.registries import Words, tools


@dataclass(frozen=True)
class Step:
    """A phase from one share of the consultation to another: 0 its first day, 1 its last."""

    title: Words
    description: Words = ""
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True)
class Part:
    """A tool, opened in the steps of these ranks; no action named = all of them."""

    kind: str
    title: Words
    steps: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Starter:
    """One way to begin."""

    key: str
    label: Words
    description: Words
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = ()


_STUDY = Step(
    _("Étude par les services"),
    _("Les services étudient chaque contribution et répondent."),
    1.0,
    1.5,
)

STARTERS = (
    Starter(
        "ideas",
        _("Boîte à idées"),
        _("Les habitants déposent des idées, les soutiennent et les commentent."),
        (Step(_("Déposer des idées"), _("En ligne, en atelier ou sur papier.")), _STUDY),
        (Part("proposals", _("Vos idées"), (0,)),),
    ),
    Starter(
        "information",
        _("Information et réunion"),
        _("Un projet à présenter, des documents, une réunion publique."),
        (Step(_("S’informer"), _("Les documents sont en ligne, une réunion les présente.")),),
        (Part("meetings", _("Réunions"), (0,)),),
    ),
    Starter(
        "debate",
        _("Débat et synthèse"),
        _("Une question de la ville, des réponses pour, contre ou neutres."),
        (Step(_("Débattre"), _("Chacun donne son avis et répond aux autres.")), _STUDY),
        (Part("debates", _("Le débat"), (0,)),),
    ),
    Starter(
        "full",
        _("S’informer, rencontrer, proposer"),
        _("Des réunions d’abord, puis une boîte à idées : la démarche complète."),
        (
            Step(_("S’informer"), _("Documents, visites, réunion d’ouverture."), 0.0, 0.3),
            Step(_("Déposer des idées"), _("En ligne, en atelier ou sur papier."), 0.3, 1.0),
            _STUDY,
        ),
        (
            Part("meetings", _("Réunions"), (0, 1)),
            Part("proposals", _("Vos idées"), (1,)),
        ),
    ),
    Starter("empty", _("Page vide"), _("Ni étape ni module : vous composez tout."), (), ()),
)


def offered() -> list[Starter]:
    """Those whose tools are all installed."""
    return [starter for starter in STARTERS if all(part.kind in tools for part in starter.parts)]


def get(key: str) -> Starter:
    """The starter of that key; an unknown one is the empty page."""
    return next((starter for starter in STARTERS if starter.key == key), STARTERS[-1])


def step_days(step: Step, first: date, last: date) -> tuple[date, date]:
    """The first and last day of a step inside (or just after) the consultation."""
    length = (last - first).days
    start = first + timedelta(days=round(length * step.start) + (1 if step.start >= 1 else 0))
    end = first + timedelta(days=round(length * step.end))
    return start, max(start, end)
