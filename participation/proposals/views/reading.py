"""The list of ideas and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from agora.rules import anyone, door, is_staff
from agora.ui import page
from agora.ui.paging import paginate
from participation.consultations.freshness import fresh
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.consultations.rules import why_not
from participation.contributions.queries import with_buttons
from participation.proposals import places, rules
from participation.proposals.forms import MapFilter, ProposalFilter
from participation.proposals.models import AnswerState
from participation.proposals.queries import (
    life_of,
    proposal_or_404,
    proposals_in,
    today,
    with_photos,
)
from participation.proposals.views.mapped import by_sector


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
    rows = paginate(
        proposals_in(request.user, tool, chosen),
        request,
        per_page=20,
        counted_as=f"proposals:{tool.pk}:{is_staff(actor=request.user)}",
    )
    with_photos(rows.items)
    return rows


@door(anyone)
@fresh
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one idea: its words, its life, the city's answer, what is said of it."""
    word = proposal_or_404(request.user, pk)
    with_buttons(request.user, [word])
    return page(
        request,
        "proposals/detail.html",
        word=word,
        proposal=word.proposal,
        life=life_of(word, today=today()),
        reply=getattr(word, "official_reply", None),
        consultation=word.consultation,
        can_answer=rules.can_answer(actor=request.user, proposal=word),
        thanks=request.session.pop("thanks", None) == word.pk if "thanks" in request.GET else False,
    )
