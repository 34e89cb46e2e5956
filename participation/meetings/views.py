"""The agenda, the page of a meeting, its calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agora.action import may, rests
from agora.rules import anyone, door
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations.queries import component_or_404
from participation.contributions.queries import with_buttons
from participation.meetings import queries, rules
from participation.meetings.actions import plan_meeting, type_notes
from participation.meetings.calendar import as_ics
from participation.meetings.forms import AgendaFilter


@door(anyone)
def agenda(request: HttpRequest) -> HttpResponse:
    """Show the city's meetings, to come or past."""
    form = AgendaFilter(request.GET or None)
    rows = queries.agenda(request.user, form.chosen(), at=timezone.now())
    return page(
        request,
        "meetings/agenda.html",
        form=form,
        chosen=form.chosen(),
        meetings=paginate(rows, request, per_page=20),
    )


@door(anyone)
def in_module(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Show the meetings of one module."""
    tool = component_or_404(request.user, slug, component)
    return page(
        request,
        "meetings/module.html",
        component=tool,
        consultation=tool.consultation,
        meetings=queries.of_consultation(request.user, tool.consultation),
        now=timezone.now(),
        can_plan=may(plan_meeting, actor=request.user, component=tool),
    )


@door(anyone)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show when, where, what was noted there, and its minutes."""
    word = queries.meeting_or_404(request.user, pk)
    notes = list(queries.notes_of(request.user, word)[:200])
    with_buttons(request.user, [word])
    return page(
        request,
        "meetings/detail.html",
        word=word,
        meeting=word.meeting,
        component=word.component,
        consultation=word.consultation,
        notes=notes,
        past=word.meeting.starts_at < timezone.now(),
        can_run=rules.can_run(actor=request.user, meeting=word),
        can_type=not rests(type_notes, actor=request.user),
    )


@door(anyone)
def ics(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the meeting to the reader's own calendar (RFC 5545)."""
    word = queries.meeting_or_404(request.user, pk)
    answer = HttpResponse(
        as_ics([word], request.get_host()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="reunion-{word.pk}.ics"'
    return answer


@door(anyone)
def agenda_ics(request: HttpRequest) -> HttpResponse:
    """Give the whole agenda to come, to subscribe to."""
    rows = queries.agenda(request.user, {}, at=timezone.now())[:200]
    return HttpResponse(
        as_ics(rows, request.get_host()), content_type="text/calendar; charset=utf-8"
    )
