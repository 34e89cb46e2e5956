"""Reads: which consultations one may see, and one of them with all its page needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower, Now
from django.http import Http404

from agora.context.models import joined
from agora.rules import held_roles, is_staff
from agora.search.vector import words_query
from participation.consultations.models import (
    Component,
    Consultation,
    Department,
    Document,
    Link,
    Opening,
    Phase,
    Sector,
    State,
    TeamMember,
    Theme,
)
from participation.consultations.spans import opened, spans

# What the rules, the crumbs and the links of a page read of the consultation it stands in.
PLACE = "title slug state published_at starts_on ends_on department"
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
    """One component of a visible consultation, with all `rules.allows` will ask: one query."""
    rows = Component.objects.filter(pk=component_id, consultation__slug=slug)
    rows = rows.filter(consultation__in=visible_to(actor))
    found = joined(rows, consultation=PLACE).annotate(clock=Now(), spans=spans()).first()
    if found is None:
        raise Http404
    found.consultation.clock = found.clock
    return opened(found, found.spans)


def openings_of(component: Component) -> list[Opening]:
    """When the component opens, with the phases: no query when they were read with it."""
    read: list[Opening] | None = getattr(component, "opening_rows", None)
    return list(component.openings.select_related("phase")) if read is None else read


def components_of(
    consultation: Consultation, phases: Sequence[Phase] | None = None
) -> list[Component]:
    """The tools of a consultation in order, ready for `rules.allows`: one query.

    Openings meet the phases when the caller has read them.
    """
    by_pk = {phase.pk: phase for phase in phases or ()}
    rows = list(consultation.components.annotate(clock=Now(), spans=spans()))
    at = getattr(consultation, "clock", None)
    for row in rows:
        row.consultation = consultation
        row.clock = at or row.clock
        opened(row, row.spans, by_pk)
    return rows  # type: ignore[return-value]


def papers_of(consultation: Consultation) -> tuple[list[Document], list[Link]]:
    """Documents with their files, and links."""
    documents = list(consultation.documents.select_related("file"))
    return documents, list(consultation.links.all())


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


def public_order(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Open ones first, then those to come, then the finished ones, latest first."""
    place = Case(
        When(state=State.OPEN, then=0),
        When(state=State.SCHEDULED, then=1),
        When(state=State.DRAFT, then=2),
        default=3,
    )
    return rows.order_by(place, F("ends_on").desc(nulls_last=True), "-pk")


def recently_published(actor: Any, *, limit: int) -> list[Consultation]:
    """The last ones put online."""
    rows = visible_to(actor).filter(published_at__isnull=False)
    return list(rows.order_by("-published_at")[:limit])


def open_now(actor: Any) -> QuerySet[Consultation]:
    """What residents can take part in today, ending soonest first."""
    return (
        visible_to(actor)
        .filter(state=State.OPEN)
        .select_related("sector", "cover")
        .annotate(published=_published_count())
        .order_by("ends_on", "pk")
    )


def calendar_labelled(today: date) -> QuerySet[Consultation]:
    """Those whose label the calendar decides; a closed one only if it might reopen."""
    reopened = Q(state=State.CLOSED) & (Q(ends_on__gte=today) | Q(ends_on__isnull=True))
    return Consultation.objects.filter(Q(state__in=LIVE) | reopened)


def closing_on(today: date, *, days: int) -> QuerySet[Consultation]:
    """Open ones that end within `days` and whose followers have not been told."""
    return Consultation.objects.filter(
        state=State.OPEN, ends_on__range=(today, today + timedelta(days=days))
    ).exclude(extra__has_key="closing_announced")


def has_contributions(component: Component) -> bool:
    """Has anything been said in this tool? Read by its reverse name: the table lies above."""
    return component.contributions.exists()


def closing_between(start: datetime, end: datetime) -> list[Consultation]:
    """Open ones whose last day falls in between."""
    rows = Consultation.objects.filter(state=State.OPEN, ends_on__range=(start.date(), end.date()))
    return list(rows.select_related("department").order_by("ends_on"))


def restitutions_due(actor: Any, today: date) -> list[Consultation]:
    """Promised restitutions not given, oldest first: all for editors, else one's own."""
    rows = Consultation.objects.filter(
        restitution_due_on__lte=today, restituted_on__isnull=True, published_at__isnull=False
    ).exclude(state__in=(State.CANCELLED, State.ARCHIVED))
    if held_roles(actor).isdisjoint(("director", "platform_officer")):
        mine = TeamMember.objects.filter(user=actor.pk)
        rows = rows.filter(
            Q(restitution_owner=actor.pk)
            | Q(pk__in=mine.values("consultation"))
            | Q(department__in=mine.values("department"))
        )
    return list(rows.select_related("department").order_by("restitution_due_on"))


def drafts(actor: Any) -> list[Consultation]:
    """The drafts, latest first."""
    rows = Consultation.objects.filter(state=State.DRAFT).select_related("department")
    return list(rows.order_by("-created_at")[:10])


def phase_edges(actor: Any, start: datetime, end: datetime) -> list[tuple[Phase, datetime, bool]]:
    """(step, moment, begins) of the published steps that begin or end in between, in order."""
    rows = (
        Phase.objects.filter(consultation__published_at__isnull=False)
        .filter(Q(starts_at__range=(start, end)) | Q(ends_at__range=(start, end)))
        .select_related("consultation")
    )
    found = []
    for row in rows:
        if start <= row.starts_at <= end:
            found.append((row, row.starts_at, True))
        if row.ends_at and start <= row.ends_at <= end:
            found.append((row, row.ends_at, False))
    return sorted(found, key=lambda edge: edge[1])


def now_of(consultation: Consultation) -> datetime:
    """The database's clock when the consultation was read."""
    return getattr(consultation, "clock", None) or clock()


def coming(actor: Any, *, limit: int) -> list[Consultation]:
    """What opens next."""
    rows = visible_to(actor).filter(state=State.SCHEDULED).order_by("starts_on", "pk")
    return list(rows.annotate(published=_published_count())[:limit])


def _published_count() -> Subquery:
    """How many consultations a resident may read, beside the rows of another question."""
    rows = Consultation.objects.filter(published_at__isnull=False).order_by()
    one = rows.annotate(all=Value(1)).values("all")
    return Subquery(one.annotate(n=Count("pk")).values("n"))


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
        "secteurs": Sector.objects.annotate(used=used),
        "themes": Theme.objects.annotate(used=used),
        "directions": Department.objects.annotate(used=used),
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


# --- What the city’s card says of them ---------------------------------------------------------


def kinds_in_use() -> list[str]:
    """Kinds of tools of published consultations."""
    rows = Component.objects.filter(consultation__published_at__isnull=False)
    rows = rows.exclude(consultation__state=State.CANCELLED)
    return sorted(rows.order_by().values_list("kind", flat=True).distinct())


def programmes() -> list[str]:
    """Titles of what the public sees open today."""
    rows = Consultation.objects.filter(state=State.OPEN, published_at__isnull=False)
    return list(rows.order_by("-starts_on", "pk").values_list("title", flat=True))
