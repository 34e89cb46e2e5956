"""Who may do what in a consultation, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agora.accounts.models import IdentityLevel
from agora.action import city_rests
from agora.rules import has_role, is_system
from participation.consultations import queries
from participation.consultations.models import Component, Consultation, Phase, State
from participation.consultations.references import city_zone
from participation.consultations.registries import tools

ONE_SECOND = timedelta(seconds=1)
SAYING = ("contribute", "comment", "support")
DEFAULT_LEVEL = IdentityLevel.PSEUDONYM

# Roles that prepare and run consultations, city-wide or on the consultation itself.
EDITORS = ("director", "platform_officer")
HELPERS = (*EDITORS, "project_officer", "media_officer", "department_lead")


class WhyNot(models.TextChoices):
    """Why an action is not possible now, in words for the page."""

    UNPUBLISHED = "unpublished", _("Cette concertation n’est pas publiée.")
    CANCELLED = "cancelled", _("Cette concertation a été annulée.")
    NOT_YET = "not_yet", _("Ce n’est pas encore ouvert.")
    OVER = "over", _("C’est terminé, tout reste lisible.")
    NOT_NOW = "not_now", _("Ce n’est pas ouvert en ce moment.")
    NOT_HERE = "not_here", _("Ce module ne le permet pas.")
    SIGN_IN = "sign_in", _("Connectez-vous pour continuer.")
    IDENTITY = "identity", _("Il faut d’abord confirmer qui vous êtes dans « Mon espace ».")
    RESTS = "rests", _("Ce site est en lecture seule.")
    RESTRICTED = "restricted", _("Votre compte est suspendu pour le moment.")


def allows(component: Component, action: str, actor: Any, *, at: datetime | None = None) -> bool:
    """May `actor` do `action` in `component` now? `at` replaces the database's clock."""
    return why_not(component, action, actor, at=at) is None


def why_not(
    component: Component, action: str, actor: Any, *, at: datetime | None = None
) -> WhyNot | None:
    """The reason `actor` may not do `action` in `component`, or None when it is allowed."""
    if is_system(actor):
        return None
    return closed_because(component, action, at=at) or _identity_lacks(component, action, actor)


def closed_because(
    component: Component, action: str, *, at: datetime | None = None
) -> WhyNot | None:
    """The reason `action` is closed to everybody in `component`, or None when it is open."""
    consultation = component.consultation
    if consultation.state == State.CANCELLED:
        return WhyNot.CANCELLED
    if consultation.published_at is None:
        return WhyNot.UNPUBLISHED
    if action not in offered(component):
        return WhyNot.NOT_HERE
    at = at or getattr(component, "clock", None) or queries.clock()
    return _outside(windows(component, action), at) or _rests(action)


def _rests(action: str) -> WhyNot | None:
    """In a city that became read only nobody says anything new; votes under way go on."""
    return WhyNot.RESTS if action in SAYING and city_rests() else None


def offered(component: Component) -> tuple[str, ...]:
    """The actions the component's tool knows; an unknown tool offers none."""
    return tools.get(component.kind).actions if component.kind in tools else ()


def windows(component: Component, action: str) -> list[tuple[datetime | None, datetime | None]]:
    """When `action` is open: its phases, else the dates of the whole consultation."""
    openings = queries.openings_of(component)
    if not openings:
        return [_whole(component.consultation)]
    return [
        (opening.phase.starts_at, opening.phase.ends_at)
        for opening in openings
        if not opening.actions or action in opening.actions
    ]


def _whole(consultation: Consultation) -> tuple[datetime | None, datetime | None]:
    return day_start(consultation.starts_on), day_end(consultation.ends_on)


def _outside(spans: list[tuple[datetime | None, datetime | None]], at: datetime) -> WhyNot | None:
    if any((not start or start <= at) and (not end or at < end) for start, end in spans):
        return None
    if not spans:
        return WhyNot.NOT_HERE
    if all(start and at < start for start, _end in spans):
        return WhyNot.NOT_YET
    if all(end and end <= at for _start, end in spans):
        return WhyNot.OVER
    return WhyNot.NOT_NOW


def _identity_lacks(component: Component, action: str, actor: Any) -> WhyNot | None:
    if getattr(actor, "is_restricted", False):
        return WhyNot.RESTRICTED
    if level_of(actor) >= required_level(component, action):
        return None
    return WhyNot.IDENTITY if actor.is_authenticated else WhyNot.SIGN_IN


def level_of(actor: Any) -> IdentityLevel:
    """The rung of the identity ladder `actor` stands on."""
    return IdentityLevel(getattr(actor, "identity_level", 0))


def required_level(component: Component, action: str) -> IdentityLevel:
    """The rung the city asks for `action`: the component's own, else the tool's default."""
    chosen = component.settings.get("levels", {}).get(action)
    if not chosen and component.kind in tools:
        chosen = tools.get(component.kind).levels.get(action)
    return IdentityLevel.from_code(chosen) if chosen else DEFAULT_LEVEL


# --- time ----------------------------------------------------------------------------------


def day_start(day: date | None) -> datetime | None:
    """Midnight at which `day` begins, in the city's zone."""
    return datetime.combine(day, time.min, city_zone()) if day else None


def day_end(day: date | None) -> datetime | None:
    """Midnight at which `day` ends, in the city's zone."""
    return datetime.combine(day + timedelta(days=1), time.min, city_zone()) if day else None


def phase_tense(phase: Phase, at: datetime) -> str:
    """Is the phase past, now or future?"""
    if phase.starts_at > at:
        return "future"
    return "past" if phase.ends_at is not None and phase.ends_at <= at else "now"


def state_at(consultation: Consultation, at: datetime) -> str:
    """The label the calendar gives: scheduled, open or closed."""
    start, end = _whole(consultation)
    if start and at < start:
        return State.SCHEDULED
    return State.CLOSED if end and end <= at else State.OPEN


def mislabelled(at: datetime) -> list[Consultation]:
    """Those whose label no longer says what the calendar says."""
    rows = queries.calendar_labelled(at.astimezone(city_zone()).date())
    return [row for row in rows if state_at(row, at) != row.state]


def closing_untold(at: datetime) -> list[Consultation]:
    """Open ones that end within three days and whose followers have not been told."""
    return list(queries.closing_on(at.astimezone(city_zone()).date(), days=3))


# --- the team ------------------------------------------------------------------------------


can_create = has_role(*HELPERS)
can_name_team = has_role(*EDITORS)


def _holds(actor: Any, consultation: Consultation, roles: Iterable[str]) -> bool:
    return is_system(actor) or not queries.roles_on(actor, consultation).isdisjoint(roles)


def can_edit(*, actor: Any, consultation: Consultation) -> bool:
    """Roles that may write the page of a consultation."""
    return _holds(actor, consultation, HELPERS)


def can_publish(*, actor: Any, consultation: Consultation) -> bool:
    """Roles that may put a consultation online, or cancel it."""
    return _holds(actor, consultation, EDITORS)


def can_remove_component(*, actor: Any, consultation: Consultation, component: Component) -> bool:
    """An editor may, as long as nobody has said anything in it."""
    return can_edit(actor=actor, consultation=consultation) and not queries.has_contributions(
        component
    )


def machine_only(*, actor: Any) -> bool:
    """Jobs, imports and seeds."""
    return is_system(actor)
