"""The team's side: plan, change, the workshop sheet, the minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.action import refuse_if_resting, rests
from agora.files.actions import store
from agora.files.forms import said_at
from agora.rules import Refused, door, is_staff
from agora.ui import page
from agora.ui.paging import paginate
from agora.ui.templatetags.ui import jour
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.contributions.models import Contribution
from participation.contributions.once import once
from participation.contributions.queries import url_of
from participation.meetings import queries, rules
from participation.meetings.actions import (
    change_meeting,
    keep_sheet_photo,
    plan_meeting,
    publish_minutes,
    type_notes,
)
from participation.meetings.forms import AgendaFilter, MeetingForm, MinutesForm, SheetForm


@door(is_staff)
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings with what each still asks of the team."""
    form = AgendaFilter(request.GET or None)
    rows = queries.agenda(request.user, form.chosen(), at=timezone.now())
    return page(
        request,
        "meetings/staff/list.html",
        form=form,
        chosen=form.chosen(),
        meetings=paginate(rows, request, per_page=50),
        can_type=not rests(type_notes, actor=request.user),
    )


@door(is_staff)
def plan(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Announce a meeting."""
    tool = component_or_404(request.user, slug, component)
    if not rules.can_plan(actor=request.user, component=tool):
        raise Refused("meeting.planned")
    refuse_if_resting(plan_meeting, actor=request.user)
    form = MeetingForm(request.POST or None, initial={"kind": "public"})
    if form.is_valid():
        return redirect(once(form, lambda: url_of(_planned(request, tool, form))))
    return _form_page(request, "meetings/staff/plan.html", form, consultation=tool.consultation)


@door(is_staff)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a meeting, or describe it better."""
    word = _mine(request, pk)
    names = ("kind", "starts_at", "ends_at", "venue", "address", "access", "capacity")
    known = {name: getattr(word.meeting, name) for name in names}
    known |= {"title": word.title, "body": word.body, "sector": word.sector_id}
    form = MeetingForm(request.POST or None, initial=known)
    if form.is_valid():
        change_meeting(actor=request.user, meeting=word, facts=form.facts(), **_words(form))
        return redirect("meetings:detail", pk=word.pk)
    return _form_page(
        request, "meetings/staff/plan.html", form, consultation=word.consultation, word=word
    )


@door(is_staff)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the post-its of a workshop: one a line, forty in five minutes."""
    word = _mine(request, pk)
    refuse_if_resting(type_notes, actor=request.user)
    day = jour(word.meeting.starts_at, "long")
    form = SheetForm(
        request.POST or None,
        request.FILES or None,
        entries=queries.entries_for(word),
        initial={"signature": _("Atelier du %(day)s") % {"day": day}},
    )
    if form.is_valid():
        with said_at(form, "photo"):
            return redirect(once(form, lambda: _type(request, word, form)))
    return _form_page(
        request,
        "meetings/staff/sheet.html",
        form,
        word=word,
        consultation=word.consultation,
        done=queries.notes_of(request.user, word).count(),
    )


@door(is_staff)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what was said."""
    word = _mine(request, pk)
    known = {"minutes": word.meeting.minutes, "attendance": word.meeting.attendance}
    form = MinutesForm(request.POST or None, initial=known)
    if form.is_valid():
        publish_minutes(actor=request.user, meeting=word, **form.cleaned_data)
        return redirect("meetings:detail", pk=word.pk)
    return _form_page(request, "meetings/staff/minutes.html", form, word=word)


def _mine(request: HttpRequest, pk: int) -> Contribution:
    word = queries.meeting_or_404(request.user, pk)
    if not rules.can_run(actor=request.user, meeting=word):
        raise Refused("meeting.changed")
    return word


def _planned(request: HttpRequest, tool: Component, form: MeetingForm) -> Contribution:
    return plan_meeting(actor=request.user, component=tool, facts=form.facts(), **_words(form))


def _words(form: MeetingForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "body", "sector")}


def _type(request: HttpRequest, word: Contribution, form: SheetForm) -> str:
    entry, module = form.chosen_target()
    notes = form.cleaned_data["notes"]
    type_notes(
        actor=request.user,
        meeting=word,
        entry=entry,
        component=module,
        notes=notes,
        signature=form.cleaned_data["signature"],
    )
    if photo := form.cleaned_data.get("photo"):
        kept = store(actor=request.user, upload=photo, owner_label="meeting")
        keep_sheet_photo(actor=request.user, meeting=word, photo=kept)
    said = ngettext("%(n)d post-it publié.", "%(n)d post-its publiés.", len(notes))
    messages.success(request, said % {"n": len(notes)})
    return reverse("meetings:detail", args=[word.pk])


def _form_page(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    return page(request, template, status=422 if form.is_bound else 200, form=form, **more)
