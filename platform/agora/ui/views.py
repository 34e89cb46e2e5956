"""What the pages of every house fetch: the style sheet of their colour, the picture of the tab."""

from django.http import HttpRequest, HttpResponse

from agora.rules import anyone, door
from agora.ui import theme
from agora.ui.context import house

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


def _kept(content: str, kind: str, how_long: str = FOR_EVER) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": how_long})
