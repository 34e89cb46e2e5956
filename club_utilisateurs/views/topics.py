"""Reading topics."""

from django.http import HttpRequest, HttpResponse

from agora.rules import door
from agora.ui import page
from club_utilisateurs.rules import is_member


@door(is_member)
def topics(request: HttpRequest) -> HttpResponse:
    """List them."""
    return page(request, "club_utilisateurs/home.html")


@door(is_member)
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one."""
    return page(request, "club_utilisateurs/home.html")


@door(is_member)
def similar(request: HttpRequest) -> HttpResponse:
    """Those that look like a title."""
    return page(request, "club_utilisateurs/home.html")
