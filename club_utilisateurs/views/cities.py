"""The directory of cities: list and map, and one city's whole card."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agora.rules import door
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs.atlas import atlas
from club_utilisateurs.forms.cities import CityFilter
from club_utilisateurs.queries import cities as queries
from club_utilisateurs.queries.people import member_of
from club_utilisateurs.rules import is_member
from tenants.models import CityCard
from tenants.registries import module_labels


@door(is_member)
def cities(request: HttpRequest) -> HttpResponse:
    """Every city, filtered by the URL, on a map and in an equal list."""
    rows = queries.cards()
    form = CityFilter(request.GET, cards=rows, mine=_mine(request, rows))
    found = queries.found(rows, form.wanted())
    shown = paginate(found, request, per_page=20)
    return page(
        request,
        "club_utilisateurs/cities/list.html",
        fragment="results",
        filter_form=form,
        filter_chips=form.chips(),
        cities=shown,
        rows=[(card, _tools(card)) for card in shown],
        atlas=atlas(found),
    )


@door(is_member)
def city(request: HttpRequest, city_id: int) -> HttpResponse:
    """All that a city shows: its card, its sheets, its blueprints, its last topics."""
    rows = queries.cards()
    card = queries.city_or_404(rows, city_id)
    mine = _mine(request, rows)
    return page(
        request,
        "club_utilisateurs/cities/city.html",
        card=card,
        is_mine=mine is not None and mine.pk == card.pk,
        own_page=_own_page(request, card),
        tools=_tools(card),
        sheets=[(one, _at("sheet", one.uid)) for one in queries.sheets_of(card.pk)],
        blueprints=[(one, _at("blueprint", one.uid)) for one in queries.blueprints_of(card.pk)],
        topics=[(one, _at("topic", one.pk)) for one in queries.topics_of(card.pk)],
        alike=queries.alike(rows, card),
        atlas=atlas([card]),
    )


def _mine(request: HttpRequest, rows: list[CityCard]) -> CityCard | None:
    member = member_of(request.user)
    return next((one for one in rows if member and one.pk == member.city_id), None)


def _tools(card: CityCard) -> list[str]:
    labels = module_labels()
    return [labels.get(kind, kind) for kind in card.modules]


def _own_page(request: HttpRequest, card: CityCard) -> str:
    """Where a city fills its card: on its own host, at the port this one is served at."""
    port = request.get_port()
    at = "" if port in ("80", "443") else f":{port}"
    return f"{request.scheme}://{card.host}{at}/gestion/club/fiche/" if card.host else ""


def _at(name: str, key: Any) -> str:
    return reverse(f"club_utilisateurs:{name}", args=[key])
