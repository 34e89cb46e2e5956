"""Looking for words, and for topics that resemble a title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from agora.rules import door
from agora.ui import page, wants_fragment
from agora.ui.paging import paginate
from club_utilisateurs.forms.filters import SearchFilters
from club_utilisateurs.places import place
from club_utilisateurs.queries.beside import similar_topics
from club_utilisateurs.queries.people import city_names
from club_utilisateurs.queries.search import NOTHING, blueprints_with, posts_with, sheets_with
from club_utilisateurs.queries.topics import categories
from club_utilisateurs.rules import is_member


@door(is_member)
def search(request: HttpRequest) -> HttpResponse:
    """Words in posts; in sheets and blueprints in their own tabs."""
    form = SearchFilters(request.GET, categories=categories())
    chosen = form.chosen()
    terms, tab = chosen.get("q", ""), chosen.get("onglet", "")
    found = NOTHING
    if terms and not tab:
        found = posts_with(terms, category=chosen.get("rubrique", ""), kind=chosen.get("genre", ""))
    elif terms:
        found = sheets_with(terms) if tab == "fiches" else blueprints_with(terms)
    hits = paginate(found, request)
    return page(
        request,
        "club_utilisateurs/search.html",
        form=form,
        terms=terms,
        tab=tab,
        filtered="rubrique" in chosen or "genre" in chosen,
        capped=getattr(found, "capped", False),
        hits=hits,
        names=city_names(_cities(hits.items, tab)),
        ask_url=place("ask"),
    )


def _cities(hits: Iterable[Any], tab: str) -> set[int | None]:
    if tab == "modeles":
        return set()
    return {hit.city_id if tab else hit.author.city_id for hit in hits}


@door(is_member)
def similar(request: HttpRequest) -> HttpResponse:
    """Topics that resemble a title; a fragment while it is typed, a page without script."""
    title = (request.GET.get("titre") or request.GET.get("title") or "").replace("\x00", " ")
    shown = title.strip()[:200]
    template = "_similar" if wants_fragment(request) else "similar"
    return page(
        request,
        f"club_utilisateurs/{template}.html",
        title=shown,
        similar=similar_topics(shown),
        ask_url=place("ask"),
    )
