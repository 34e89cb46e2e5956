"""Coming in: by one's city, never by an address and a password."""

from django.http import HttpRequest, HttpResponse

from agora.rules import anyone, door
from agora.ui import page


@door(anyone)
def by_ones_city(request: HttpRequest) -> HttpResponse:
    """Say how one comes in."""
    return page(request, "club_utilisateurs/by_ones_city.html")
