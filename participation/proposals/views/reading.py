"""The list of ideas and the page of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agora.rules import anyone, door, is_staff
from agora.ui import page
from agora.ui.paging import paginate
from participation.comments.pages import with_talk
from participation.consultations.freshness import fresh
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.consultations.rules import why_not
from participation.contributions.models import Contribution
from participation.contributions.rules import is_author
from participation.proposals import places, rules
from participation.proposals.forms import MapFilter, ProposalFilter
from participation.proposals.models import AnswerState
from participation.proposals.queries import (
    as_cards,
    life_of,
    proposal_or_404,
    proposals_in,
    today,
)
from participation.proposals.views.mapped import by_sector

JUST_NOW = timedelta(hours=1)


@door(anyone)
@fresh
def proposals(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """List the ideas of a module; filters and order stand in the URL."""
    tool = component_or_404(request.user, slug, component)
    drawn = places.outline()
    on_map = drawn is not None and request.GET.get("vue") == "carte"
    form = (MapFilter if on_map else ProposalFilter)(request.GET or None, component=tool)
    chosen = form.chosen()
    shown = by_sector(request, tool, chosen) if on_map else _listed(request, tool, chosen)
    return page(
        request,
        "proposals/list.html",
        component=tool,
        consultation=tool.consultation,
        form=form,
        chosen=chosen,
        ideas=shown,
        on_map=on_map,
        drawn=drawn,
        can_write=rules.can_write(actor=request.user, component=tool),
        why=why_not(tool, "contribute", request.user),
        states=AnswerState,
    )


def _listed(request: HttpRequest, tool: Component, chosen: dict[str, Any]) -> Any:
    return paginate(
        as_cards(proposals_in(request.user, tool, chosen)),
        request,
        per_page=20,
        counted_as=f"proposals:{tool.pk}:{is_staff(actor=request.user)}",
    )


@door(anyone)
@fresh
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one idea: its words, its life, the city's answer, what is said of it."""
    word = proposal_or_404(request.user, pk)
    with_talk(request, word)
    return page(
        request,
        "proposals/detail.html",
        word=word,
        proposal=word.proposal,
        life=life_of(word, today=today()),
        reply=getattr(word, "official_reply", None),
        consultation=word.consultation,
        can_answer=rules.can_answer(actor=request.user, proposal=word),
        thanks="thanks" in request.GET and _first_look(request, word),
    )


def _first_look(request: HttpRequest, word: Contribution) -> bool:
    """Tell whether the author has just published this and comes to see it: thanks are said once."""
    if not is_author(actor=request.user, contribution=word):
        return False
    just_now = word.published_at is not None and timezone.now() - word.published_at < JUST_NOW
    first = request.session.get("thanked") != word.pk
    request.session["thanked"] = word.pk
    return just_now and first
