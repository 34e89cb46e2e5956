"""Residents' pages: home, list, one consultation, share, embed, feeds."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from agora.rules import anyone, door
from agora.ui import page
from agora.ui.paging import paginate
from agora.ui.registries import home_blocks
from participation.consultations import feeds, queries, rules
from participation.consultations.cards import cards
from participation.consultations.forms.filters import ConsultationFilter
from participation.consultations.freshness import fresh, kept_for_all
from participation.consultations.page import consultation_page

PER_PAGE = 12


@door(anyone)
@fresh
def home(request: HttpRequest) -> HttpResponse:
    """The city's front page: one block after the other, each from its slice."""
    return page(request, "consultations/home.html", blocks=kept_for_all(request, _home_blocks))


def _home_blocks(request: HttpRequest) -> SafeString:
    drawn = []
    for block in home_blocks.values():
        context = block.context(request)
        if context is not None:
            drawn.append(render_to_string(block.template, dict(context), request=request))
    # Each was escaped by its own template.
    return mark_safe("".join(drawn))  # noqa: S308


@door(anyone)
@fresh
def consultation_list(request: HttpRequest) -> HttpResponse:
    """All consultations, filtered by the URL."""
    form = ConsultationFilter(request.GET)
    rows = queries.public_order(queries.search(request.user, form.chosen()))
    shown = paginate(rows, request, per_page=PER_PAGE)
    return page(
        request,
        "consultations/list.html",
        fragment="results",
        filter_form=form,
        filter_chips=form.chips(),
        page_obj=shown,
        cards=cards(shown, timezone.now()),
    )


@door(anyone)
@fresh
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One consultation."""
    consultation = queries.consultation_or_404(request.user, slug)
    shown = consultation_page(request, consultation)
    return page(
        request,
        "consultations/detail.html",
        shown=shown,
        consultation=consultation,
        can_prepare=rules.can_edit(actor=request.user, consultation=consultation),
    )


@door(anyone)
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Ways to pass a consultation on, none through a third party."""
    consultation = queries.consultation_or_404(request.user, slug)
    url = request.build_absolute_uri(consultation.get_absolute_url())
    return page(request, "consultations/share.html", consultation=consultation, url=url)


@door(anyone)
@csp_replace({"frame-ancestors": ["*"]})
@fresh
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """A card to put in another site's page."""
    consultation = queries.consultation_or_404(request.user, slug)
    [card] = cards([consultation], consultation.clock)  # type: ignore[attr-defined]
    response = page(request, "consultations/embed.html", consultation=consultation, card=card)
    response.xframe_options_exempt = True
    return response


@door(anyone)
@fresh
def feed(request: HttpRequest) -> HttpResponse:
    """What is new in the city, as RSS."""
    rows = queries.recently_published(request.user, limit=20)
    return feeds.rss(request, rows)


@door(anyone)
@fresh
def consultation_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new in one consultation, as RSS."""
    consultation = queries.consultation_or_404(request.user, slug)
    return feeds.consultation_rss(request, consultation)


@door(anyone)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps of a consultation, for a calendar."""
    consultation = queries.consultation_or_404(request.user, slug)
    return feeds.ics(request, consultation, list(consultation.phases.all()))
