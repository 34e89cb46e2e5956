"""Ideas on the map of the city."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse

from agora.rules import anyone, door
from participation.consultations.models import Component
from participation.consultations.queries import component_or_404
from participation.proposals import places
from participation.proposals.forms import ProposalFilter

NOT_FILTERS = ("vue", "page", "cadre", "mailles")


@door(anyone)
def points(request: HttpRequest, slug: str, component: int) -> JsonResponse:
    """The ideas that have a point, as GeoJSON, gathered on the grid that the address asks for."""
    tool = component_or_404(request.user, slug, component)
    drawn = places.outline()
    if drawn is None or drawn.ground is None:
        raise Http404("this city has no map")
    asked = request.GET
    grid = places.Grid.asked(drawn, box=asked.get("cadre", ""), cells=asked.get("mailles", ""))
    chosen = ProposalFilter(asked, component=tool).chosen()
    found = places.features(request.user, tool, chosen, grid, drawn)
    return JsonResponse(
        {"type": "FeatureCollection", "features": found}, content_type="application/geo+json"
    )


def by_sector(request: HttpRequest, tool: Component, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of the map shows: sectors with their ideas, and where points are asked."""
    counts = places.by_sector(request.user, tool, chosen)
    here = chosen.get("secteur")
    rows = [
        {
            "number": number,
            "name": sector.name,
            "value": counts.get(sector.pk, 0),
            "url": f"?{_query(request, secteur=sector.pk)}",
            "here": sector.pk == here,
        }
        for number, sector in places.sectors_drawn()
    ]
    address = reverse("proposals:points", args=[tool.consultation.slug, tool.pk])
    return {
        "rows": rows,
        "total": counts.get(here, 0) if here else sum(counts.values()),
        "elsewhere": counts.get(None, 0),
        "points": f"{address}?{_query(request)}",
    }


def _query(request: HttpRequest, **changed: Any) -> str:
    query = request.GET.copy()
    for name in NOT_FILTERS:
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = str(value)
    return str(query.urlencode())
