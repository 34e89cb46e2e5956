"""Consultations ready to be asked about, written straight into the tables."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from participation.consultations.models import (
    Component,
    Consultation,
    Department,
    Phase,
    Sector,
    State,
    TeamMember,
    Theme,
)
from participation.consultations.references import next_ids, reference
from tests.factories.people import make_user

_number = count(1)


def make_department(name: str = "", **fields: Any) -> Department:
    return Department.objects.create(name=name or f"Direction {next(_number)}", **fields)


def make_sector(name: str = "", **fields: Any) -> Sector:
    return Sector.objects.create(name=name or f"Quartier {next(_number)}", **fields)


def make_theme(name: str = "") -> Theme:
    return Theme.objects.create(name=name or f"Thème {next(_number)}")


def make_consultation(state: str = State.OPEN, **fields: Any) -> Consultation:
    """A consultation with its whole facts box; open from ten days ago to twenty days ahead."""
    n = next(_number)
    now = timezone.now()
    today = timezone.localdate(now)
    [pk] = next_ids(Consultation)
    values: dict[str, Any] = {
        "title": f"Le parc numéro {n}",
        "slug": f"le-parc-{n}",
        "reference": reference("PART", pk, now),
        "objective": "Écrire avec les habitants le programme des travaux",
        "summary": "Dites ce qui doit rester, et ce qui vous manque.",
        "how_decided": "Le conseil municipal choisit.",
        "organiser": "Ville de Villeneuve",
        "starts_on": today - timedelta(days=10),
        "ends_on": today + timedelta(days=20),
        "published_at": None if state == State.DRAFT else now - timedelta(days=11),
    }
    return Consultation.objects.create(pk=pk, state=state, **(values | fields))


def make_phase(
    consultation: Consultation, *, start: float = -5, end: float | None = 5, **fields: Any
) -> Phase:
    """A step from `start` to `end`, in days from now."""
    now = timezone.now()
    values: dict[str, Any] = {
        "title": "Déposer des idées",
        "starts_at": now + timedelta(days=start),
        "ends_at": None if end is None else now + timedelta(days=end),
        "position": next(_number),
    }
    return Phase.objects.create(consultation=consultation, **(values | fields))


def make_component(
    consultation: Consultation | None = None,
    *,
    kind: str = "proposals",
    phases: list[Phase] | None = None,
    **fields: Any,
) -> Component:
    """A tool, open during `phases` (by default one step running now)."""
    consultation = consultation or make_consultation()
    title = fields.pop("title", "Vos idées")
    component = Component.objects.create(
        consultation=consultation, kind=kind, title=title, **fields
    )
    component.phases.add(*([make_phase(consultation)] if phases is None else phases))
    return component


def make_member(user: Any, role: str, **scope: Any) -> TeamMember:
    """Give `user` a role on `consultation=` or `department=`."""
    return TeamMember.objects.create(user=user, role=role, **scope)


def make_ready(**fields: Any) -> Consultation:
    """A draft in which nothing is missing: it can be published."""
    consultation = make_consultation(
        State.DRAFT,
        **{
            "grid": "Ombre et arbres",
            "communication_plan": "Affiches le 3",
            "department": make_department(),
            "restitution_due_on": timezone.localdate() + timedelta(days=60),
            "restitution_owner": make_user(),
            "sector": make_sector(),
        }
        | fields,
    )
    make_component(
        consultation, phases=[make_phase(consultation, animation="Une permanence au marché")]
    )
    return consultation
