"""Charts, maps and QR codes; part of `{% load ui %}`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import segno
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agora.ui import charts
from agora.ui.maps import frames, shown

register = template.Library()


@register.inclusion_tag("ui/charts/bars.html")
def bars(rows: Iterable[charts.Row], title: Any = "", sentence: Any = "") -> dict[str, Any]:
    """One lying bar per row `(label, number)`."""
    return charts.bars(rows, title, sentence)


@register.inclusion_tag("ui/charts/bars.html")
def funnel(rows: Iterable[charts.Row], title: Any = "", sentence: Any = "") -> dict[str, Any]:
    """What remains of the first row at each step."""
    return charts.funnel(rows, title, sentence)


@register.inclusion_tag("ui/charts/columns.html")
def columns(rows: Iterable[charts.Row], title: Any = "", sentence: Any = "") -> dict[str, Any]:
    """One standing bar per row."""
    return charts.columns(rows, title, sentence)


@register.inclusion_tag("ui/charts/stacked.html")
def stacked(
    rows: Iterable[tuple[Any, Sequence[float]]],
    title: Any = "",
    sentence: Any = "",
    keys: Sequence[Any] = (),
) -> dict[str, Any]:
    """Bars cut in parts, rows `(label, [number, ...])`, up to five `keys`."""
    return charts.stacked(rows, keys, title, sentence)


@register.inclusion_tag("ui/charts/ring.html")
def ring(rows: Iterable[charts.Row], title: Any = "", sentence: Any = "") -> dict[str, Any]:
    """Shares of a whole."""
    return charts.ring(rows, title, sentence)


@register.inclusion_tag("ui/charts/spark.html")
def spark(values: Sequence[float], said: Any) -> dict[str, Any]:
    """Little bars in a cell, and what they say."""
    return {"bars": charts.spark(values), "said": said}


@register.inclusion_tag("ui/maps/hero.html", takes_context=True)
def map_hero(context: Mapping[str, Any], here: Any = "") -> dict[str, Any]:
    """The faint outline of the city, behind a headline."""
    return shown.hero(_outline(context), here)


@register.inclusion_tag("ui/maps/cover.html", takes_context=True)
def map_cover(context: Mapping[str, Any], number: Any = "", seed: Any = 0) -> dict[str, Any]:
    """A 16:9 crop on a sector, for inside a `.cover`; `seed` varies those of the whole city."""
    return shown.cover(_outline(context), number, seed)


@register.inclusion_tag("ui/maps/sectors.html", takes_context=True)
def sector_map(context: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sectors as a map and as an equal list."""
    return shown.sectors(_outline(context), rows)


@register.inclusion_tag("ui/maps/point.html", takes_context=True)
def map_point(
    context: Mapping[str, Any], latitude: Any, longitude: Any, here: Any = "", label: Any = ""
) -> dict[str, Any]:
    """A point on the outline of the city, and its caption; nothing off the map."""
    return shown.point(_outline(context), latitude, longitude, here) | {"label": label}


@register.simple_tag(takes_context=True)
def map_facts(context: Mapping[str, Any]) -> SafeString:
    """The `data-` of an element on which `ui/map.js` opens a map; nothing without a placed one."""
    facts = shown.live(_outline(context)).items()
    return format_html_join(" ", 'data-{}="{}"', facts)


@register.simple_tag(takes_context=True)
def brand_mark(context: Mapping[str, Any]) -> SafeString:
    """The sign before the name of the house: its logo, its outline, or nothing to draw."""
    house = context.get("house")
    if logo := getattr(house, "logo_url", ""):
        return format_html('<img class="brand-logo" src="{}" alt="" height="36">', logo)
    outline = _outline(context)
    if outline is None:
        return mark_safe("")
    return format_html(
        '<svg viewBox="{}" aria-hidden="true"><use href="{}#ville"/></svg>',
        frames.mark(outline),
        shown.url(outline),
    )


@register.simple_tag
def qr(url: str, text: Any) -> SafeString:
    """A QR code as inline SVG; its text says where it leads."""
    code = segno.make(url, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True)
    named = format_html('<svg role="img" aria-label="{}" ', text)
    return mark_safe(drawn.replace("<svg ", named, 1))  # noqa: S308  (drawn by us)


def _outline(context: Mapping[str, Any]) -> Any:
    return shown.outline_of(getattr(context.get("house"), "outline", None))
