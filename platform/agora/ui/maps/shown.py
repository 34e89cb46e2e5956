"""What the tags of the map draw: contexts of their templates, from the city one is in."""

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.templatetags.static import static

from agora.ui.context import house
from agora.ui.maps import frames
from agora.ui.maps.outline import Outline, read
from agora.ui.maps.sprite import heart_of

STEPS = 5
KEPT = 512
_kept: dict[int, tuple[Any, Outline | None]] = {}


def outline_of(given: Any) -> Outline | None:
    """Read an outline once for as long as the directory keeps it."""
    if not given:
        return None
    held = _kept.get(id(given))
    if held is None or held[0] is not given:
        if len(_kept) >= KEPT:
            _kept.clear()
        held = _kept[id(given)] = (given, read(given))
    return held[1]


def of_the_city() -> Outline | None:
    """The outline of the city one is in, at no query."""
    return outline_of(house().outline)


def url(outline: Outline) -> str:
    """Where the drawing is served, under its own hash."""
    return f"/carte-{outline.version}.svg"


def hero(outline: Outline | None, here: Any) -> dict[str, Any]:
    """The faint map behind a headline."""
    if outline is None:
        return {}
    return _land(outline, here) | {"frame": frames.hero(outline)}


def cover(outline: Outline | None, number: Any, seed: Any = 0) -> dict[str, Any]:
    """The picture of what has no photograph."""
    if outline is None:
        seed = zlib.crc32(f"{number} {seed}".encode())
        frame = f"{seed % 640} {seed // 640 % 480} 320 180"
        return {"relief": static("ui/relief.svg"), "frame": frame}
    area = outline.area(number) if number not in (None, "") else None
    return _land(outline, number) | {
        "frame": frames.cover(outline, area, zlib.crc32(str(seed).encode()))
    }


def sectors(outline: Outline | None, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Map and list: the stronger the tint, the greater the value."""
    shown = [_row(outline, row) for row in rows]
    most = max((row["value"] or 0 for row in shown), default=0)
    for row in shown:
        value = row["value"] or 0
        row["step"] = -(-value * STEPS // most) if value and most else 0
    if outline is None:
        return {"rows": shown}
    return {"rows": shown, "file": url(outline), "frame": frames.whole(outline)}


def point(outline: Outline | None, latitude: Any, longitude: Any, here: Any) -> dict[str, Any]:
    """A point on the whole city; nothing when it has no place on this drawing."""
    if outline is None or outline.ground is None or latitude is None or longitude is None:
        return {}
    if not outline.ground.holds(latitude, longitude):
        return {}
    x, y = outline.ground.place(latitude, longitude)
    return _land(outline, here) | {"frame": frames.hero(outline), "x": round(x), "y": round(y)}


def live(outline: Outline | None) -> dict[str, str]:
    """What the script needs to open a map: the drawing, where it lies, and what to fetch."""
    if outline is None or outline.ground is None:
        return {}
    ground = outline.ground
    return {
        "drawing": url(outline),
        "height": str(outline.height),
        "ground": " ".join(str(number) for number in ground.degrees + ground.units),
        "room": " ".join(str(number) for number in ground.room),
        "leaflet": static("leaflet/leaflet.js"),
        "styles": f"{static('leaflet/leaflet.css')} {static('ui/map.css')}",
    }


def _row(outline: Outline | None, row: Mapping[str, Any]) -> dict[str, Any]:
    number = str(row["number"])
    area = outline.area(number) if outline else None
    heart = heart_of(area) if area else None
    return {
        "number": number,
        "name": row["name"],
        "value": row.get("value"),
        "url": row.get("url") or f"#secteur-{number}",
        "here": row.get("here", False),
        "heart": heart,
        "text_y": heart[1] + 7 if heart else None,
    }


def _land(outline: Outline, here: Any) -> dict[str, Any]:
    area = outline.area(here) if here not in (None, "") else None
    return {"file": url(outline), "here": area.number if area else ""}
