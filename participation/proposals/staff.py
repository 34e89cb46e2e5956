"""The team's side: find ideas, answer them, say what comes next, type in those on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agora.action import refuse_if_resting
from agora.rules import Refused, door, is_staff, post_only
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations.models import Component, Consultation
from participation.consultations.queries import component_or_404
from participation.contributions.models import Contribution
from participation.contributions.once import OnceForm, once
from participation.contributions.queries import url_of
from participation.proposals import rules
from participation.proposals.actions import (
    add_milestone,
    answer_proposal,
    note_proposal,
    remove_milestone,
)
from participation.proposals.forms import AnswerForm, MilestoneForm, NoteForm, TeamFilter
from participation.proposals.queries import for_team, life_of, proposal_or_404, today


@door(is_staff)
def proposals(request: HttpRequest) -> HttpResponse:
    """List the ideas of the city, those without an answer first in reach."""
    form, consultation = TeamFilter(request.GET or None), _consultation(request)
    filters = form.chosen() | ({"concertation": consultation.pk} if consultation else {})
    rows = paginate(for_team(request.user, filters), request, per_page=50)
    return page(
        request, "proposals/staff/list.html", form=form, chosen=form.chosen(), ideas=rows,
        consultation=consultation,
    )  # fmt: skip


def _consultation(request: HttpRequest) -> Consultation | None:
    wanted = request.GET.get("concertation", "")
    return Consultation.objects.filter(pk=wanted).first() if wanted.isdecimal() else None


@door(is_staff)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one idea."""
    word = proposal_or_404(request.user, pk)
    if not rules.can_answer(actor=request.user, proposal=word):
        raise Refused("proposal.answered")
    form = AnswerForm(request.POST or None, initial=_known(word))
    if form.is_valid():
        return redirect(once(form, lambda: _answered(request, word, form)))
    return _answer_page(request, word, form, MilestoneForm())


@door(is_staff)
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a step to come; a session that ended meanwhile brings back here, by GET."""
    word = proposal_or_404(request.user, pk)
    if not rules.can_answer(actor=request.user, proposal=word):
        raise Refused("proposal.step_added")
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        return redirect(once(form, lambda: _announced(request, word, form)))
    return _answer_page(request, word, AnswerForm(initial=_known(word)), form)


@post_only
@door(is_staff)
def remove_step(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a step back out."""
    word = proposal_or_404(request.user, pk)
    remove_milestone(actor=request.user, proposal=word, number=number)
    return redirect("proposals_staff:answer", pk=word.pk)


@door(is_staff)
def note(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Type in an idea received on paper or at the desk."""
    tool = component_or_404(request.user, slug, component)
    if not rules.can_note(actor=request.user, component=tool):
        raise Refused("proposal.noted")
    refuse_if_resting(note_proposal, actor=request.user)
    form = NoteForm(request.POST or None, component=tool)
    if form.is_valid():
        return redirect(once(form, lambda: url_of(_noted(request, tool, form))))
    return page(
        request,
        "proposals/staff/note.html",
        status=422 if form.is_bound else 200,
        form=form,
        component=tool,
        consultation=tool.consultation,
    )


def _answered(request: HttpRequest, word: Contribution, form: AnswerForm) -> str:
    answer_proposal(actor=request.user, proposal=word, **_words(form))
    return url_of(word)


def _announced(request: HttpRequest, word: Contribution, form: MilestoneForm) -> str:
    add_milestone(actor=request.user, proposal=word, **_words(form))
    return reverse("proposals_staff:answer", args=[word.pk])


def _noted(request: HttpRequest, tool: Component, form: NoteForm) -> Contribution:
    return note_proposal(actor=request.user, component=tool, **_words(form))


def _words(form: OnceForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "form_key"}


def _known(word: Contribution) -> dict[str, Any]:
    reply = getattr(word, "official_reply", None)
    department = word.proposal.department or word.consultation.department
    return {
        "state": word.proposal.answer_state,
        "department": department and department.pk,
        "body": reply.body if reply else "",
    }


def _answer_page(
    request: HttpRequest, word: Contribution, form: AnswerForm, step_form: MilestoneForm
) -> HttpResponse:
    bad = form.is_bound or step_form.is_bound
    return page(
        request,
        "proposals/staff/answer.html",
        status=422 if bad else 200,
        word=word,
        form=form,
        step_form=step_form,
        life=life_of(word, today=today()),
        faulty=step_form if step_form.is_bound else form,
    )
