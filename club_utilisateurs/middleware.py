"""What each request of the club goes through: only members are in, no longer than they may be.

The city's word is asked at every request (`member_of`): whoever lost their job is out at the next
one. Last of the middlewares; on every other host it does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, set_urlconf
from django.utils.http import urlencode

from agora.rules import SYSTEM, is_person, sign_in_first
from agora.ui import page, wants_fragment
from club_utilisateurs import farewell, sessions
from club_utilisateurs.actions.people import note_departure
from club_utilisateurs.forms.people import KeepForm
from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import member_of
from tenants.disclosure.passes import local_path

Answer = Callable[[HttpRequest], HttpResponse]

ALWAYS = re.compile(
    rf"{settings.STATIC_URL}|/entree/\Z|/au-revoir/|/(favicon\.ico|(theme|icone|carte)-[^/]+\.(css|svg))\Z"
)
"""What any page fetches, and the two doors: one comes in, one says goodbye."""
VISITORS = re.compile(
    r"/(charte/\Z|compte/(connexion|deconnexion)/\Z|fiches/[0-9a-f]{8}-[0-9a-f-]{27}/"
    r"|desabonnement/|-/courrier/)"
)
"""What nobody in particular may read: each of these pages has its own door behind."""
NEWCOMERS = re.compile(r"/(bienvenue|charte|compte/deconnexion)/\Z|/desabonnement/")


class ClubMiddleware:
    """Members pass; newcomers read the charter first; whoever is out is told so; others sign in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or answer in its place."""
        here = getattr(request, "urlconf", None) == settings.HOUSE_URLCONFS["club"]
        if not here or ALWAYS.match(request.path):
            return self.get_response(request)
        set_urlconf(settings.HOUSE_URLCONFS["club"])  # the handler does so after us
        return stopped(request) or self.get_response(request)


def stopped(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to whoever may not go on, or nothing."""
    if _has_session(request) and not _ended(request) and is_person(request.user):
        member = member_of(request.user)
        if member is None:
            return put_out(request)
        if member.has_agreed or NEWCOMERS.match(request.path):
            return None
        return charter_first(request)
    return None if VISITORS.match(request.path) else sign_in_first(request)


def put_out(request: HttpRequest) -> HttpResponse:
    """End the session of whoever is let in no more, and let them say what becomes of their name."""
    member = Member.objects.filter(account=request.user.pk).first()
    sessions.forget(request)
    if member is None:
        return sign_in_first(request)
    if member.left_at is None:
        note_departure(actor=SYSTEM, member=member)
    link = farewell.link_for(member)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Redirect": link})
    form = KeepForm(member=member)
    answer = page(request, "club_utilisateurs/goodbye.html", status=403, form=form, link=link)
    answer["Cache-Control"] = "no-store"
    return answer


def charter_first(request: HttpRequest) -> HttpResponse:
    """Lead to the charter, and from there to the page one wanted."""
    path = local_path(request.get_full_path()) if request.method == "GET" else "/"
    goal = reverse("club_utilisateurs:welcome")
    if path != "/":
        goal = f"{goal}?{urlencode({'suite': path})}"
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Redirect": goal})
    return redirect(goal)


def _has_session(request: HttpRequest) -> bool:
    """Look at the cookie first: a visitor costs no query."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session


def _ended(request: HttpRequest) -> bool:
    if not sessions.is_over(request):
        return False
    sessions.forget(request)
    return True
