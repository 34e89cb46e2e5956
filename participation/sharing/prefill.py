"""What a consultation already says of itself, put where a sheet asks for it.

Only what the city wrote: nothing of what residents said is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participation.consultations.models import Consultation, Phase
from participation.consultations.registries import tools
from participation.consultations.words import day_words, local_day


@dataclass(frozen=True)
class Taken:
    """A text taken up, and where from."""

    text: str
    origin: str


def prefilled(consultation: Consultation) -> dict[str, Taken]:
    """What is known of each section; those of which nothing is known are left out."""
    found = {
        "context": _context(consultation),
        "aim": Taken(consultation.objective, _("«\u00a0Objectif\u00a0» de la concertation")),
        "method": _method(consultation),
        "audience": Taken(consultation.audience, _("«\u00a0À qui l’on s’adresse\u00a0»")),
        "mobilisation": _mobilisation(consultation),
        "calendar": _calendar(consultation),
        "restitution": _restitution(consultation),
    }
    return {
        key: Taken(taken.text.strip(), taken.origin)
        for key, taken in found.items()
        if taken.text.strip()
    }


def _joined(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _context(consultation: Consultation) -> Taken:
    return Taken(_joined(consultation.summary, consultation.body), _("la présentation"))


def _method(consultation: Consultation) -> Taken:
    kinds = dict.fromkeys(one.kind for one in consultation.components.all())
    used = [str(tools.get(kind).label) for kind in kinds if kind in tools]
    said = _("Outils\u00a0: %(tools)s.") % {"tools": ", ".join(used)} if used else ""
    return Taken(
        _joined(said, consultation.how_decided),
        _("les modules et «\u00a0Comment c’est décidé\u00a0»"),
    )


def _mobilisation(consultation: Consultation) -> Taken:
    return Taken(
        _joined(consultation.communication_plan, consultation.without_screen),
        _("le plan de communication et «\u00a0Participer sans écran\u00a0»"),
    )


def _calendar(consultation: Consultation) -> Taken:
    lines = [_line(phase) for phase in consultation.phases.all()]
    if consultation.restituted_on:
        lines.append(f"{day_words(consultation.restituted_on)}\u00a0: {_('Restitution')}")
    return Taken("\n".join(lines), _("les étapes et leurs dates"))


def _line(phase: Phase) -> str:
    first = day_words(local_day(phase.starts_at))
    if phase.ends_at is None:
        return f"{first}\u00a0: {phase.title}"
    last = day_words(local_day(phase.ends_at))
    when = first if first == last else f"{first} – {last}"
    return f"{when}\u00a0: {phase.title}"


def _restitution(consultation: Consultation) -> Taken:
    return Taken(consultation.restitution_text, _("la restitution publiée"))


def content_of(consultation: Consultation) -> dict[str, Any]:
    """The first content of a sheet."""
    return {key: taken.text for key, taken in prefilled(consultation).items()}


def origins(consultation: Consultation | None, content: dict[str, Any]) -> dict[str, str]:
    """Say of each section where its text was taken from, and whether it was changed since."""
    if consultation is None:
        return {}
    return {
        key: (
            _("Repris de\u00a0: %(origin)s.")
            if content.get(key) == taken.text
            else _("Repris de\u00a0: %(origin)s, puis modifié.")
        )
        % {"origin": taken.origin}
        for key, taken in prefilled(consultation).items()
        if content.get(key)
    }
