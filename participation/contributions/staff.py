"""The team's pages: every contribution, moderation, correction, reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.rules import Refused, door, is_staff, post_only
from agora.ui import page
from agora.ui.paging import paginate
from participation.contributions import queries, rules
from participation.contributions.actions import edit, moderate
from participation.contributions.actions import reply as replies
from participation.contributions.forms import (
    CorrectForm,
    HideForm,
    ReplyForm,
    StaffFilter,
)
from participation.contributions.models import Contribution
from participation.contributions.once import once


def _mine_or_refused(request: HttpRequest, pk: int, rule: Callable[..., bool]) -> Contribution:
    contribution = queries.contribution_or_404(request.user, pk)
    if not rule(actor=request.user, contribution=contribution):
        raise Refused("contribution")
    return contribution


@door(is_staff)
def contribution_list(request: HttpRequest) -> HttpResponse:
    """All words, filtered by the URL."""
    form = StaffFilter(request.GET)
    rows = queries.search(request.user, form.chosen())
    return page(
        request,
        "contributions/staff/list.html",
        filter_form=form,
        chosen=form.chosen(),
        page_obj=paginate(rows, request, per_page=50),
    )


@door(is_staff)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: its words, its reports, what the team may do."""
    contribution = queries.contribution_or_404(request.user, pk)
    facts: dict[str, Any] = {"actor": request.user, "contribution": contribution}
    return page(
        request,
        "contributions/staff/detail.html",
        contribution=contribution,
        reports=queries.open_reports(contribution),
        revisions=list(contribution.revisions.select_related("corrected_by")),
        reply_url=queries.reply_url_of(contribution),
        can={
            "moderate": rules.can_moderate(**facts),
            "correct": rules.can_correct(**facts),
            "reply": rules.can_reply(**facts),
        },
    )


@door(is_staff)
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide, citing the charter."""
    contribution = _mine_or_refused(request, pk, rules.can_moderate)
    form = HideForm(request.POST or None, articles=queries.charter_articles())
    if form.is_valid():
        moderate.hide(actor=request.user, contribution=contribution, **form.cleaned_data)
        messages.success(request, _("Le texte est masqué. Vous pouvez le rétablir ici."))
        return redirect("contributions_staff:detail", pk)
    return _form_page(request, contribution, form, _("Masquer ce texte"), _("Masquer"))


@door(is_staff)
@post_only
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it again."""
    contribution = _mine_or_refused(request, pk, rules.can_moderate)
    moderate.restore(actor=request.user, contribution=contribution)
    messages.success(request, _("Le texte est de nouveau visible."))
    return redirect("contributions_staff:detail", pk)


@door(is_staff)
@post_only
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that it respects the charter."""
    contribution = _mine_or_refused(request, pk, rules.can_moderate)
    moderate.keep(actor=request.user, contribution=contribution)
    messages.success(request, _("Le texte reste en ligne, les signalements sont clos."))
    return redirect("contributions_staff:detail", pk)


@door(is_staff)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a typo, in the open."""
    contribution = _mine_or_refused(request, pk, rules.can_correct)
    start = {
        "title": contribution.title,
        "body": contribution.body,
        "sector": contribution.sector_id,
    }
    form = CorrectForm(request.POST or None, initial=start)
    if form.is_valid():
        edit.correct(actor=request.user, contribution=contribution, **form.cleaned_data)
        messages.success(request, _("Corrigé. L’ancien texte reste lisible."))
        return redirect("contributions_staff:detail", pk)
    return _form_page(request, contribution, form, _("Corriger"), _("Enregistrer"))


@door(is_staff)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the city, or rewrite the answer."""
    contribution = _mine_or_refused(request, pk, rules.can_reply)
    found = getattr(contribution, "official_reply", None)
    start = {
        "body": found.body if found else "",
        "department": found.department_id if found else contribution.consultation.department_id,
        "signature": found.signature if found else "",
    }
    form = ReplyForm(request.POST or None, initial=start)
    if form.is_valid():
        once(form, lambda: _replied(request, contribution, form))
        messages.success(request, _("La réponse est en ligne."))
        return redirect("contributions_staff:detail", pk)
    return _form_page(request, contribution, form, _("Répondre"), _("Publier la réponse"))


def _replied(request: HttpRequest, contribution: Contribution, form: ReplyForm) -> str:
    data = form.cleaned_data
    replies.reply(
        actor=request.user,
        contribution=contribution,
        body=data["body"],
        department=data["department"],
        signature=data["signature"],
    )
    return queries.url_of(contribution)


def _form_page(
    request: HttpRequest, contribution: Contribution, form: Any, title: str, call: str
) -> HttpResponse:
    return page(
        request,
        "contributions/staff/form.html",
        status=422 if request.method == "POST" else 200,
        contribution=contribution,
        form=form,
        form_title=title,
        call=call,
    )
