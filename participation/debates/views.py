"""The questions of a module, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from agora.action import may
from agora.rules import anyone, door
from agora.ui import page
from agora.ui.paging import paginate
from participation.comments.pages import with_talk
from participation.consultations.queries import component_or_404
from participation.consultations.rules import closed_because
from participation.debates import rules
from participation.debates.actions import open_debate
from participation.debates.queries import debate_or_404, debates_in


@door(anyone)
def debates(request: HttpRequest, slug: str, component: int) -> HttpResponse:
    """List the questions of a module."""
    tool = component_or_404(request.user, slug, component)
    return page(
        request,
        "debates/list.html",
        component=tool,
        consultation=tool.consultation,
        debates=paginate(debates_in(request.user, tool), request, per_page=30),
        can_ask=may(open_debate, actor=request.user, component=tool),
    )


@door(anyone)
def debate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question and what people answered."""
    word = debate_or_404(request.user, pk)
    with_talk(request, word)
    return page(
        request,
        "debates/detail.html",
        word=word,
        debate=word.debate,
        component=word.component,
        consultation=word.consultation,
        is_open=closed_because(word.component, "comment") is None,
        can_conclude=rules.can_conclude(actor=request.user, debate=word),
    )
