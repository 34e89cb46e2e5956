"""The button « Suivre » and the list of what one follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agora.action import refuse_if_resting
from agora.rules import door, signed_in
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations.queries import consultation_or_404
from participation.contributions.queries import target_or_404, url_of
from participation.follows import queries
from participation.follows.actions import follow, unfollow


@door(signed_in)
def follow_consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow a consultation, or stop."""
    consultation = consultation_or_404(request.user, slug)
    return _answer(request, consultation.get_absolute_url(), consultation=consultation)


@door(signed_in)
def follow_contribution(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow one contribution, or stop."""
    contribution = target_or_404(request.user, pk)
    return _answer(request, url_of(contribution), contribution=contribution)


def _answer(request: HttpRequest, url: str, **thing: Any) -> HttpResponse:
    """Somebody who has just signed in comes by GET: one button is left to press."""
    if request.method != "POST":
        refuse_if_resting(follow, actor=request.user)
        [subject] = thing.values()
        return page(request, "follows/confirm.html", url=url, subject=str(subject))
    if request.POST.get("sens") == "arreter":
        unfollow(actor=request.user, **thing)
        messages.success(request, _("Vous ne recevrez plus de nouvelles."))
    else:
        follow(actor=request.user, **thing)
        messages.success(request, _("C’est noté : nous vous préviendrons."))
    return redirect(url)


@door(signed_in)
def mine(request: HttpRequest) -> HttpResponse:
    """What I follow."""
    return page(
        request,
        "follows/mine.html",
        page_obj=paginate(queries.follows_of(request.user), request, per_page=30),
    )
