"""Reads: which consultations one may see, and one of them with all its page needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower, Now
from django.http import Http404

from agora.rules import held_roles, is_staff
from agora.search.vector import words_query
from participation.consultations.models import (
    Component,
    Consultation,
    Department,
    Link,
    Opening,
    Sector,
    State,
    TeamMember,
    Theme,
)

LIVE = (State.SCHEDULED, State.OPEN)
# Roles that mean nothing without the department or the consultation they are held on.
SCOPED = frozenset({"department_lead", "appraiser"})
OVER = (State.CLOSED, State.RESTITUTED, State.ARCHIVED)


@dataclass(frozen=True)
class Rights:
    """The roles of one person on one consultation, read once and carried along."""

    actor_key: Any
    roles: frozenset[str]


def clock() -> datetime:
    """The database's own time: the only one that opens and closes phases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def visible_to(actor: Any) -> QuerySet[Consultation]:
    """Published consultations; drafts too for the city's team."""
    if is_staff(actor=actor):
        return Consultation.objects.all()
    return Consultation.objects.filter(published_at__isnull=False)


def roles_on(actor: Any, consultation: Consultation) -> frozenset[str]:
    """City-wide roles of `actor` and those held on this consultation or its department.

    The team alone is asked about: a resident costs no query. A role of `SCOPED` opens the staff
    space but counts only where a `TeamMember` says so.
    """
    city_wide = held_roles(actor)
    if not city_wide:
        return frozenset()
    rights: Rights | None = getattr(consultation, "_rights", None)
    if rights is None or rights.actor_key != actor.pk:
        scope = Q(consultation=consultation.pk)
        if consultation.department_id:
            scope |= Q(department=consultation.department_id)
        scoped = TeamMember.objects.filter(scope, user=actor.pk).values_list("role", flat=True)
        rights = Rights(actor.pk, (city_wide - SCOPED) | frozenset(scoped))
        consultation._rights = rights  # type: ignore[attr-defined]
    return rights.roles


def consultation_or_404(actor: Any, slug: str) -> Consultation:
    """One visible consultation, with its facts, its rights and the database's clock."""
    found = (
        visible_to(actor)
        .select_related("sector", "department", "cover")
        .annotate(clock=Now())
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404
    return found


def component_or_404(actor: Any, slug: str, component_id: int) -> Component:
    """One component of a visible consultation, with all `rules.allows` will ask."""
    found = (
        Component.objects.filter(pk=component_id, consultation__slug=slug)
        .filter(consultation__in=visible_to(actor))
        .select_related("consultation__sector", "consultation__department")
        .prefetch_related(Prefetch("openings", Opening.objects.select_related("phase")))
        .annotate(clock=Now())
        .first()
    )
    if found is None:
        raise Http404
    found.consultation.clock = found.clock  # type: ignore[attr-defined]
    return found


def openings_of(component: Component) -> list[Opening]:
    """When the component opens, with the phases: no query when `component_or_404` read them."""
    if "openings" in getattr(component, "_prefetched_objects_cache", {}):
        return list(component.openings.all())
    return list(component.openings.select_related("phase"))


def components_of(consultation: Consultation) -> list[Component]:
    """The tools of a consultation in order, ready for `rules.allows`: two queries."""
    rows = list(
        consultation.components.prefetch_related(
            Prefetch("openings", Opening.objects.select_related("phase"))
        )
    )
    for row in rows:
        row.consultation = consultation
        row.clock = consultation.clock  # type: ignore[attr-defined]
    return rows


def by_reference(actor: Any, reference: str) -> Consultation | None:
    """Find a visible consultation by its reference, or by the one of the site it came from."""
    wanted = reference.lower()
    return (
        visible_to(actor)
        .annotate(own=Lower("reference"), former=Lower("source_reference"))
        .filter(Q(own=wanted) | Q(former=wanted))
        .first()
    )


# --- lists ---------------------------------------------------------------------------------

STATE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "ouvertes": (State.OPEN,),
    "a-venir": (State.SCHEDULED,),
    "terminees": OVER,
    "annulees": (State.CANCELLED,),
}


def search(actor: Any, filters: Mapping[str, Any]) -> QuerySet[Consultation]:
    """The list residents and the team filter: `filters` comes from `ConsultationFilter`."""
    rows = visible_to(actor).select_related("sector", "department", "cover")
    if group := filters.get("etat"):
        rows = rows.filter(state__in=STATE_GROUPS.get(group, (group,)))
    for name, lookup in (
        ("genre", "kind"),
        ("secteur", "sector"),
        ("theme", "themes"),
        ("direction", "department"),
    ):
        if value := filters.get(name):
            rows = rows.filter(**{lookup: value})
    if year := filters.get("annee"):
        rows = rows.filter(starts_on__lte=date(int(year), 12, 31)).filter(
            Q(ends_on__gte=date(int(year), 1, 1)) | Q(ends_on__isnull=True)
        )
    if text := filters.get("q"):
        rows = rows.filter(search__matches=words_query(text))
    return rows


def open_now(actor: Any) -> QuerySet[Consultation]:
    """What residents can take part in today, ending soonest first."""
    return (
        visible_to(actor)
        .filter(state=State.OPEN)
        .select_related("sector", "cover")
        .order_by("ends_on", "pk")
    )


def calendar_labelled() -> QuerySet[Consultation]:
    """Those whose label the calendar decides."""
    return Consultation.objects.filter(state__in=(*LIVE, State.CLOSED))


def closing_on(today: date, *, days: int) -> QuerySet[Consultation]:
    """Open ones that end within `days` and whose followers have not been told."""
    return Consultation.objects.filter(
        state=State.OPEN, ends_on__range=(today, today + timedelta(days=days))
    ).exclude(extra__has_key="closing_announced")


def has_contributions(component: Component) -> bool:
    """Has anything been said in this tool? Read by its reverse name: the table lies above."""
    return component.contributions.exists()  # type: ignore[attr-defined]


def years() -> list[int]:
    """Years in which a published consultation began, latest first."""
    found = Consultation.objects.filter(published_at__isnull=False, starts_on__isnull=False)
    return sorted(
        found.order_by().values_list("starts_on__year", flat=True).distinct(), reverse=True
    )


def link_groups(links: list[Link]) -> list[tuple[str, list[Link]]]:
    """Links gathered by kind, in the order of the kinds."""
    return [
        (str(label), [link for link in links if link.kind == kind])
        for kind, label in Link.Kind.choices
        if any(link.kind == kind for link in links)
    ]


def usable_lists() -> dict[str, QuerySet[Any]]:
    """Sectors, themes and departments with how many consultations use each."""
    used = Count("consultations", distinct=True)
    return {
        "sectors": Sector.objects.annotate(used=used),
        "themes": Theme.objects.annotate(used=used),
        "departments": Department.objects.annotate(used=used),
    }


def publishing_facts(consultation: Consultation) -> dict[str, Any]:
    """Counts every readiness check reads, gathered once."""
    phases = list(consultation.phases.all())
    return {
        "phases": phases,
        "components": list(consultation.components.all()),
        "without_animation": [phase for phase in phases if not phase.animation],
        "documents": consultation.documents.count(),
    }
