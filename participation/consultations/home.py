"""This slice's parts of the front page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agora.action import city_rests
from participation.consultations import queries, words
from participation.consultations.cards import Card, cards
from participation.consultations.models import Component, Consultation
from participation.consultations.page import Badge, OpenTool, open_tool
from participation.consultations.registries import tools


def hero(request: HttpRequest) -> Mapping[str, Any]:
    """How many subjects wait, and the one thing to do now."""
    shown = open_cards(request)
    main = main_tool(request)
    n = len(shown)
    title = (
        ngettext("Un sujet vous attend", "%(n)s sujets vous attendent", n)
        % {"n": words.small_number(n).capitalize()}
        if n and not city_rests()
        else _("La ville vous écoute")
    )
    return {
        "title": title,
        "names": [card.consultation.title for card in shown[:3]],
        "main": main,
        "n": n,
        "today": timezone.localdate(),
        "sector": _sector(shown),
    }


def _sector(shown: list[Card]) -> str:
    """The sector the map engraves: the lead story's."""
    sector = shown[0].consultation.sector if shown else None
    return str(sector.number or "") if sector else ""


def open_block(request: HttpRequest) -> Mapping[str, Any] | None:
    """« Ouvert en ce moment »: the lead story, then others, then what comes."""
    shown = open_cards(request)
    coming = queries.coming(request.user, limit=3)
    if not shown and not coming:
        return None
    return {
        "lead": shown[0] if shown else None,
        "others": shown[1:4],
        "coming": coming,
        "total": _published(shown[0].consultation if shown else coming[0]),
        "lead_badge": _lead_badge(request),
    }


def _lead_badge(request: HttpRequest) -> Badge | None:
    """What the lead story is open to, in the tool's own words."""
    main = main_tool(request)
    return Badge("city", main.tool.icon, str(main.tool.badge)) if main else None


def _published(row: Consultation) -> int:
    return row.published  # type: ignore[attr-defined]


def open_cards(request: HttpRequest) -> list[Card]:
    """The open consultations, read once for the whole page."""
    kept: list[Card] | None = getattr(request, "_open_cards", None)
    if kept is None:
        kept = cards(queries.open_now(request.user)[:8], timezone.now())
        request._open_cards = kept  # type: ignore[attr-defined]
    return kept


def main_tool(request: HttpRequest) -> OpenTool | None:
    """The first tool one may write in now, of the lead consultation."""
    shown = open_cards(request)
    if not shown:
        return None
    if not hasattr(request, "_main_tool"):
        request._main_tool = _first_open(  # type: ignore[attr-defined]
            queries.components_of(shown[0].consultation)
        )
    return request._main_tool  # type: ignore[attr-defined]


def _first_open(components: list[Component]) -> OpenTool | None:
    for component in components:
        if component.kind in tools:
            found = open_tool(component)
            if found.call:
                return found
    return None
