"""The front page of the club."""

from django.http import HttpRequest, HttpResponse

from agora.rules import door
from agora.ui import page
from club_utilisateurs.rules import is_member


@door(is_member)
def home(request: HttpRequest) -> HttpResponse:
    """What is new for this member."""
    return page(request, "club_utilisateurs/home.html")
