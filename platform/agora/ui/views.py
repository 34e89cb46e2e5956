"""What the pages of every house fetch: the style sheet of their colour, the picture of the tab."""

from django.http import Http404, HttpRequest, HttpResponse

from agora.rules import anyone, door
from agora.ui import theme
from agora.ui.context import house
from agora.ui.maps.shown import outline_of
from agora.ui.maps.sprite import packed_sprite

FOR_EVER = "public, max-age=31536000, immutable"


@door(anyone)
def theme_sheet(request: HttpRequest, colour: str, revision: int) -> HttpResponse:
    """The four properties of a colour, in both modes."""
    return _kept(theme.css(f"#{colour}"), "text/css; charset=utf-8")


@door(anyone)
def tab_icon(request: HttpRequest, colour: str, revision: int) -> HttpResponse:
    """The picture of the tab."""
    return _kept(theme.icon(f"#{colour}"), "image/svg+xml")


@door(anyone)
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask without having read the page."""
    return _kept(theme.icon(house().colour), "image/svg+xml", "public, max-age=86400")


@door(anyone)
def city_map(request: HttpRequest, version: str) -> HttpResponse:
    """The drawing of the city one is in; an older address gets the present one, for a while."""
    outline = outline_of(house().outline)
    if outline is None:
        raise Http404("this city has no outline")
    how_long = FOR_EVER if version == outline.version else "public, max-age=300"
    plain, packed = packed_sprite(outline)
    small = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = _kept(packed if small else plain, "image/svg+xml", how_long)
    answer["Vary"] = "Accept-Encoding"
    if small:
        answer["Content-Encoding"] = "gzip"
    return answer


def _kept(content: str | bytes, kind: str, how_long: str = FOR_EVER) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": how_long})
