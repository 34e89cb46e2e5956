"""The team's side: ask, rewrite, conclude."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agora.action import refuse_if_resting
from agora.rules import Refused, door, is_staff
from agora.ui import page
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.contributions.models import Contribution
from participation.contributions.once import once
from participation.contributions.queries import url_of
from participation.debates import rules
from participation.debates.actions import conclude_debate, open_debate, rewrite_debate
from participation.debates.forms import ConclusionForm, DebateForm
from participation.debates.queries import debate_or_404


@door(is_staff)
def ask(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """Put a new question."""
    tool = component_or_404(request.user, slug, component)
    if not rules.can_ask(actor=request.user, component=tool):
        raise Refused("debate.opened")
    refuse_if_resting(open_debate, actor=request.user)
    form = DebateForm(request.POST or None)
    if form.is_valid():
        return redirect(once(form, lambda: url_of(_asked(request, tool, form))))
    return page(
        request,
        "debates/staff/ask.html",
        status=422 if form.is_bound else 200,
        form=form,
        consultation=tool.consultation,
    )


@door(is_staff)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say the question better."""
    word = debate_or_404(request.user, pk)
    if not rules.can_conclude(actor=request.user, debate=word):
        raise Refused("debate.rewritten")
    known = {
        "title": word.title, "body": word.body, "instructions": word.debate.instructions,
    }  # fmt: skip
    form = DebateForm(request.POST or None, initial=known)
    if form.is_valid():
        rewrite_debate(actor=request.user, debate=word, **_words(form))
        return redirect("debates:detail", pk=word.pk)
    return page(
        request,
        "debates/staff/ask.html",
        status=422 if form.is_bound else 200,
        form=form,
        consultation=word.consultation,
        word=word,
    )


def _asked(request: HttpRequest, tool: Component, form: DebateForm) -> Contribution:
    return open_debate(actor=request.user, component=tool, **_words(form))


def _words(form: DebateForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("title", "body", "instructions")}


@door(is_staff)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the city keeps of it."""
    word = debate_or_404(request.user, pk)
    if not rules.can_conclude(actor=request.user, debate=word):
        raise Refused("debate.concluded")
    form = ConclusionForm(request.POST or None, initial={"conclusions": word.debate.conclusions})
    if form.is_valid():
        conclude_debate(actor=request.user, debate=word, **form.cleaned_data)
        return redirect("debates:detail", pk=word.pk)
    return page(
        request,
        "debates/staff/conclude.html",
        status=422 if form.is_bound else 200,
        form=form,
        word=word,
    )
