"""Residents' pages: home, list, one consultation, share, embed, feeds."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from agora.rules import anyone, door
from agora.ui import page
from agora.ui.paging import paginate
from agora.ui.registries import home_blocks
from participation.consultations import feeds, queries, rules
from participation.consultations.cards import cards
from participation.consultations.forms.filters import ConsultationFilter
from participation.consultations.freshness import fresh, kept_for_all
from participation.consultations.models import Consultation
from participation.consultations.page import consultation_page, drawn_blocks

PER_PAGE = 12
BUTTONS_HERE = mark_safe("<!-- buttons -->")


@door(anyone)
@fresh
def home(request: HttpRequest) -> HttpResponse:
    """The city's front page: one block after the other, each from its slice."""
    drawn = kept_for_all(request, "home", lambda: _home_blocks(request))
    return page(request, "consultations/home.html", blocks=drawn)


def _home_blocks(request: HttpRequest) -> list[str]:
    drawn = []
    for block in home_blocks.values():
        context = block.context(request)
        if context is not None:
            drawn.append(render_to_string(block.template, dict(context), request=request))
    return drawn


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
    return page(
        request,
        "consultations/detail.html",
        drawn=_consultation_parts(request, consultation),
        consultation=consultation,
    )


def _consultation_parts(request: HttpRequest, consultation: Consultation) -> list[SafeString]:
    """What is said of it, the same for all, and in its midst the buttons, which are one's own."""

    def draw() -> list[str]:
        words = {
            "shown": consultation_page(request, consultation, buttons=False),
            "consultation": consultation,
            "can_prepare": rules.can_edit(actor=request.user, consultation=consultation),
            "actions": BUTTONS_HERE,
        }
        names = ("consultations/_main.html", "consultations/_bar.html")
        return [render_to_string(name, words, request=request) for name in names]

    main, bar = kept_for_all(request, f"consultation:{consultation.pk}", draw)
    buttons = format_html_join(
        "",
        "{}",
        (
            (render_to_string(name, {"consultation": consultation, **words}, request=request),)
            for name, words in drawn_blocks(request, consultation, "actions")
        ),
    )
    return [mark_safe(main.replace(BUTTONS_HERE, buttons)), bar]  # noqa: S308  (both drawn)


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
