"""Where ideas are: counted by sector, or gathered on a grid of the map, one query each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Avg, Count, F, FloatField, Func, IntegerField, Max, Min
from django.db.models.functions import Cast, Floor
from django.urls import reverse

from agora.ui.maps import shown
from agora.ui.maps.outline import Outline
from participation.consultations.models import Component, Sector
from participation.proposals.queries import proposals_in

MOST_CELLS = 24
"""Cells on a side of the grid: what bounds the answer, whatever the volume."""
MOST_NAMED = 12
TOGETHER = 2.0
"""Units of the drawing under which the closest zoom would not part two ideas."""


def outline() -> Outline | None:
    """The drawing of the city one is in."""
    return shown.of_the_city()


def holds(latitude: Any, longitude: Any) -> bool:
    """Whether a point is in this city; one that is not drawn on the earth takes any point of it."""
    drawn = outline()
    if drawn is None or drawn.ground is None:
        return bool(abs(latitude) <= 90 and abs(longitude) <= 180)
    return drawn.ground.holds(latitude, longitude)


# --- by sector -------------------------------------------------------------------------------


def by_sector(
    actor: Any, component: Component, filters: Mapping[str, Any]
) -> dict[int | None, int]:
    """How many ideas each sector holds; the map is itself the filter of sectors: all are told."""
    others = {name: value for name, value in filters.items() if name != "secteur"}
    rows = proposals_in(actor, component, others).order_by().values("sector")
    return {row["sector"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def sectors_drawn() -> list[tuple[str, Sector]]:
    """The sectors of the city with the number each bears on the drawing."""
    rows = Sector.objects.filter(parent__isnull=True)
    return [(str(row.number or rank), row) for rank, row in enumerate(rows, start=1)]


def sector_names() -> str:
    """For the script: the sectors by their number on the drawing; nothing without a placed one."""
    drawn = outline()
    if drawn is None or drawn.ground is None:
        return ""
    named = {number: {"name": row.name, "value": row.pk} for number, row in sectors_drawn()}
    return json.dumps(named, ensure_ascii=False)


# --- by point --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grid:
    """What one sees of the map: a box of degrees, cut in cells."""

    box: tuple[float, float, float, float]
    columns: int = 12
    rows: int = 12

    @classmethod
    def asked(cls, drawn: Outline, *, box: str, cells: str) -> Grid:
        """Read an address; what means nothing there is the whole city, never an error."""
        west, south, east, north = whole = drawn.ground.bounds if drawn.ground else (0, 0, 1, 1)
        try:
            west, south, east, north = (float(side) for side in box.split(","))
            columns, rows = (min(max(int(n), 1), MOST_CELLS) for n in cells.split(","))
        except ValueError:
            return cls(whole)
        sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
        return cls((west, south, east, north), columns, rows) if sound else cls(whole)


def features(
    actor: Any, component: Component, filters: Mapping[str, Any], grid: Grid, drawn: Outline
) -> list[dict[str, Any]]:
    """The ideas one sees as GeoJSON features: one per cell, alone or gathered."""
    return [_feature(row, drawn) for row in _cells(actor, component, filters, grid)]


def _cells(actor: Any, component: Component, filters: Mapping[str, Any], grid: Grid) -> Any:
    west, south, east, north = grid.box
    rows = proposals_in(actor, component, filters).order_by()
    return (
        rows.filter(longitude__gte=west, longitude__lt=east)
        .filter(latitude__gt=south, latitude__lte=north)
        .annotate(
            column=_cell("longitude", west, (east - west) / grid.columns),
            row=_cell("latitude", south, (north - south) / grid.rows),
        )
        .values("column", "row")
        .annotate(
            count=Count("pk"),
            at_longitude=Avg(_degrees("longitude")), at_latitude=Avg(_degrees("latitude")),
            west=Min("longitude"), south=Min("latitude"),
            east=Max("longitude"), north=Max("latitude"),
            pks=_first("pk"), titles=_first("title"),
        )
        .order_by("row", "column")
    )  # fmt: skip


def _degrees(name: str) -> Cast:
    return Cast(name, FloatField())


def _cell(name: str, start: float, size: float) -> Cast:
    return Cast(Floor((_degrees(name) - start) / size), IntegerField())


def _first(name: str) -> Func:
    """The few first values of a group: a heap of ideas at one spot stays a short answer."""
    kept = ArrayAgg(name, order_by=[F("supports_count").desc(), F("pk").desc()])
    return Func(kept, template=f"(%(expressions)s)[1:{MOST_NAMED}]")


def _feature(row: Mapping[str, Any], drawn: Outline) -> dict[str, Any]:
    told: dict[str, Any] = {"count": row["count"]}
    if row["count"] == 1 or _together(row, drawn):
        told["ideas"] = [
            {"title": title, "url": reverse("proposals:detail", args=[pk])}
            for pk, title in zip(row["pks"], row["titles"], strict=True)
        ]
    return {
        "type": "Feature",
        "bbox": [float(row[side]) for side in ("west", "south", "east", "north")],
        "geometry": {
            "type": "Point",
            "coordinates": [round(row["at_longitude"], 6), round(row["at_latitude"], 6)],
        },
        "properties": told,
    }


def _together(row: Mapping[str, Any], drawn: Outline) -> bool:
    if drawn.ground is None:
        return True
    across, down = drawn.ground.per_degree
    wide, tall = float(row["east"] - row["west"]), float(row["north"] - row["south"])
    return wide * across < TOGETHER and tall * down < TOGETHER
