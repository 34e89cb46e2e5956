"""The thread « Où en est-on ? »: past, present and future steps, ready to draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from participation.consultations import queries, rules, words
from participation.consultations.models import Component, Consultation, Phase
from participation.consultations.registries import tools


@dataclass(frozen=True)
class Stop:
    """One dot of the thread."""

    title: str
    text: str
    when: str
    tense: str
    days: int | None = None
    days_for: str = ""
    flag: str = ""
    url: str = ""
    url_label: str = ""


def stops(
    consultation: Consultation,
    phases: Sequence[Phase],
    components: Sequence[Component],
    at: datetime,
) -> list[Stop]:
    """Phases in order, then the promised (or given) restitution; failing both, the two dates."""
    found = [_phase_stop(phase, components, at) for phase in phases]
    if stop := _restitution_stop(consultation, at):
        found.append(stop)
    if not found and consultation.starts_on:
        found.append(_whole_stop(consultation, consultation.starts_on, at))
    return found


def _phase_stop(phase: Phase, components: Sequence[Component], at: datetime) -> Stop:
    tense = rules.phase_tense(phase, at)
    last = words.local_day(_last_moment(phase)) if phase.ends_at else None
    when = words.span_words(words.local_day(phase.starts_at), last, today=words.local_day(at))
    if tense == "past":
        when = _("%(when)s, terminé") % {"when": when}
    days = words.days_between(at, phase.ends_at) if tense == "now" and phase.ends_at else None
    return Stop(
        title=phase.title,
        text=phase.description,
        when=when,
        tense=tense,
        days=days,
        days_for=days_for(phase, components) if days is not None else "",
    )


def _whole_stop(consultation: Consultation, first: date, at: datetime) -> Stop:
    """A consultation that knows its dates and no steps, as those of a former site."""
    last, today = consultation.ends_on, words.local_day(at)
    when, tense = words.span_words(first, last, today=today), "now"
    if first > today:
        tense = "future"
    elif last and last < today:
        tense, when = "past", _("%(when)s, terminé") % {"when": when}
    return Stop(title=_("La concertation"), text="", when=when, tense=tense)


def _last_moment(phase: Phase) -> datetime:
    """A phase ending at midnight ends the evening before."""
    assert phase.ends_at is not None
    return phase.ends_at - rules.ONE_SECOND


def days_for(phase: Phase, components: Sequence[Component]) -> str:
    """What the remaining days are for: « pour déposer, soutenir, commenter »."""
    for component in components:
        if component.kind in tools and any(
            opening.phase_id == phase.pk for opening in queries.openings_of(component)
        ):
            words_of = str(tools.get(component.kind).days_left)
            if words_of:
                return words_of
    return _("avant la fin de cette étape")


def _restitution_stop(consultation: Consultation, at: datetime) -> Stop | None:
    if consultation.restituted_on:
        day, tense = consultation.restituted_on, "now"
        text = _("Ce qui a été entendu, décidé, et pourquoi.")
        url, label = "#restitution", _("Lire la restitution")
    elif consultation.restitution_due_on:
        day, tense = consultation.restitution_due_on, "future"
        text = _("La ville dit ce qu’elle a entendu, ce qu’elle décide, et pourquoi.")
        url = label = ""
    else:
        return None
    return Stop(
        title=_("Restitution"),
        text=text,
        when=words.weekday_words(day),
        tense=tense,
        url=url,
        url_label=label,
    )


def plan(phases: Sequence[Phase], at: datetime) -> list[Stop]:
    """The calendar for the team: same order, with what each step shares with the one before."""
    found = []
    for before, phase in zip([None, *phases], phases, strict=False):
        last = words.local_day(_last_moment(phase)) if phase.ends_at else None
        found.append(
            Stop(
                title=phase.title,
                text="",
                when=words.span_words(
                    words.local_day(phase.starts_at), last, today=words.local_day(at)
                ),
                tense="future",
                flag=_shared(before, phase) if before else "",
            )
        )
    return found


def _shared(before: Phase, phase: Phase) -> str:
    """« 5 jours en commun avec l’étape d’avant », or nothing."""
    if before.ends_at is None:
        return _("L’étape d’avant n’a pas de fin.")
    end = min(before.ends_at, phase.ends_at) if phase.ends_at else before.ends_at
    shared = (words.local_day(end) - words.local_day(max(before.starts_at, phase.starts_at))).days
    if shared <= 0:
        return ""
    return _("%(days)s en commun avec l’étape d’avant") % {"days": words.days_words(shared)}
