"""« Ma semaine »: what each slice says a person owes, and the coming days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.consultations import queries, rules, words
from participation.consultations.models import Consultation
from participation.consultations.registries import Duty, DutyKind, duties

CLOSING_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Section:
    """One part of the page."""

    key: str
    kind: DutyKind
    items: list[Duty] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of the section in the page."""
        return self.key.replace(".", "-")


@dataclass(frozen=True)
class Day:
    """One dot of the week's thread."""

    title: str
    when: str
    text: str
    url: str
    is_today: bool


def sections(actor: Any, at: datetime) -> list[Section]:
    """Sections with something in them, in the registry's order."""
    found = [
        Section(key, kind, list(kind.items(actor=actor, at=at))) for key, kind in duties.items()
    ]
    return [section for section in found if section.items]


def agenda(actor: Any, at: datetime) -> list[Day]:
    """Steps that begin or end within a week."""
    today = words.local_day(at)
    found = []
    for phase, moment, begins in queries.phase_edges(actor, at, at + timedelta(days=7)):
        day = words.local_day(moment if begins else moment - rules.ONE_SECOND)
        found.append(
            Day(
                title=phase.title,
                when=words.day_words(day, year=False),
                text=_("commence : %(title)s") % {"title": phase.consultation.title}
                if begins
                else _("finit : %(title)s") % {"title": phase.consultation.title},
                url=reverse("consultations_staff:detail", args=[phase.consultation.slug]),
                is_today=day == today,
            )
        )
    return found


# --- this slice's own duties -----------------------------------------------------------------


def restitutions_owed(*, actor: Any, at: datetime) -> list[Duty]:
    """Promised restitutions whose day has come, latest first."""
    today = words.local_day(at)
    found = []
    for row in queries.restitutions_due(actor, today):
        days = (today - row.restitution_due_on).days  # type: ignore[operator]
        late = ngettext("En retard de %(n)d jour", "En retard de %(n)d jours", days) % {"n": days}
        found.append(
            Duty(
                title=row.title,
                url=reverse("consultations_staff:restitute", args=[row.slug]),
                verb=_("Finir la restitution"),
                badge=late if days else _("Promise pour aujourd’hui"),
                state="bad" if days else "warn",
                icon="wait",
                meta=_promise(row),
            )
        )
    return found


def _promise(row: Consultation) -> str:
    day = words.day_words(row.restitution_due_on)  # type: ignore[arg-type]
    who = row.department.name if row.department else row.organiser
    return _("%(who)s. Promise le %(day)s.") % {"who": who, "day": day}


def closing_soon(*, actor: Any, at: datetime) -> list[Duty]:
    """Open consultations that end within two weeks."""
    found = []
    for row in queries.closing_between(at, at + CLOSING_WITHIN):
        end = rules.day_end(row.ends_on)
        days = words.days_between(at, end)  # type: ignore[arg-type]
        found.append(
            Duty(
                title=row.title,
                url=reverse("consultations_staff:detail", args=[row.slug]),
                verb=_("Préparer la fin"),
                badge=ngettext("Encore %(n)d jour", "Encore %(n)d jours", days) % {"n": days},
                state="city",
                icon="clock",
                when=_("ferme le %(day)s, minuit")
                % {"day": words.day_words(row.ends_on, year=False)},  # type: ignore[arg-type]
            )
        )
    return found


def drafts(*, actor: Any, at: datetime) -> list[Duty]:
    """Drafts this person may finish."""
    return [
        Duty(
            title=row.title,
            url=reverse("consultations_staff:detail", args=[row.slug]),
            verb=_("Continuer"),
            badge=_("Brouillon"),
            state="",
            icon="pen",
            since=row.created_at,
            meta=row.department.name if row.department else "",
        )
        for row in queries.drafts(actor)
    ]
