"""Residents' pages: resolve a reference, report, withdraw, former versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.rules import Refused, anyone, door, signed_in
from agora.ui import page
from participation.consultations import queries as consultations
from participation.contributions import queries, rules
from participation.contributions.actions.edit import withdraw as withdraw_words
from participation.contributions.actions.moderate import report as report_words
from participation.contributions.forms import ReportForm
from participation.contributions.models import Contribution
from participation.contributions.once import once


@door(anyone)
def resolve(request: HttpRequest, reference: str) -> HttpResponse:
    """Go to what bears this reference: ours in any case, or the former site's."""
    word = queries.by_reference(request.user, reference)
    if word is not None:
        return redirect(queries.url_of(word))
    consultation = consultations.by_reference(request.user, reference)
    if consultation is None:
        raise Http404
    return redirect(consultation)


@door(anyone)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the page of a contribution, whatever its kind."""
    return redirect(queries.url_of(queries.contribution_or_404(request.user, pk)))


@door(anyone)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the team about a text."""
    contribution = queries.contribution_or_404(request.user, pk)
    if not rules.can_report(actor=request.user, contribution=contribution):
        raise Http404
    form = ReportForm(request.POST or None)
    if form.is_valid():
        url = once(form, lambda: _reported(request, contribution, form))
        messages.success(request, _("Merci. L’équipe lira ce texte et décidera."))
        return redirect(url)
    return page(
        request,
        "contributions/report.html",
        status=422 if request.method == "POST" else 200,
        contribution=contribution,
        form=form,
        back=queries.url_of(contribution),
    )


def _reported(request: HttpRequest, contribution: Contribution, form: ReportForm) -> str:
    report_words(
        actor=request.user,
        contribution=contribution,
        kind=form.cleaned_data["kind"],
        message=form.cleaned_data["message"],
    )
    return queries.url_of(contribution)


@door(signed_in)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own words back."""
    contribution = queries.contribution_or_404(request.user, pk)
    if not rules.can_withdraw(actor=request.user, contribution=contribution):
        raise Refused("contribution.withdrawn")
    if request.method == "POST":
        withdraw_words(actor=request.user, contribution=contribution)
        messages.success(request, _("Votre texte est retiré. Sa référence reste."))
        return redirect(queries.url_of(contribution))
    return page(
        request,
        "contributions/withdraw.html",
        contribution=contribution,
        back=queries.url_of(contribution),
    )


@door(anyone)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written before: corrections and former replies are public."""
    contribution = queries.contribution_or_404(request.user, pk)
    if contribution.is_hidden and not rules.can_moderate(
        actor=request.user, contribution=contribution
    ):
        raise Http404
    reply = getattr(contribution, "official_reply", None)
    return page(
        request,
        "contributions/history.html",
        contribution=contribution,
        revisions=list(contribution.revisions.all()),
        reply=reply,
        versions=list(reply.versions.all()) if reply else [],
        back=queries.url_of(contribution),
    )
