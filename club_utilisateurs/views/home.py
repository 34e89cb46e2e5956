"""The front page of the club."""

from django.http import HttpRequest, HttpResponse

from agora.rules import door
from agora.ui import page
from club_utilisateurs.places import place
from club_utilisateurs.queries.front import front_of
from club_utilisateurs.queries.people import reader
from club_utilisateurs.rules import is_member


@door(is_member)
def home(request: HttpRequest) -> HttpResponse:
    """What is new for this member."""
    member = reader(request.user)
    return page(
        request,
        "club_utilisateurs/home.html",
        member=member,
        front=front_of(member),
        ask_url=place("ask"),
        sheets_url=place("sheets"),
        blueprints_url=place("blueprints"),
    )
