"""Coming in by one's city, never by an address and a password; going out."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from agora.accounts import limits, pending
from agora.action import one_piece
from agora.rules import SYSTEM, anyone, door
from agora.ui import page
from agora.ui.paging import paginate
from club_utilisateurs import gate, sessions
from club_utilisateurs.actions.people import enter_club
from club_utilisateurs.queries import entrance
from tenants.disclosure import passes

RATE = "60/m/ip"
log = logging.getLogger("agora.club")


@door(anyone)
def by_ones_city(request: HttpRequest) -> HttpResponse:
    """The cities one enters by; a link each, that comes back to the page one wanted."""
    wanted = passes.local_path(request.GET.get("next", "/"))
    words = request.GET.get("q", "")[:100]
    return page(
        request,
        "club_utilisateurs/by_ones_city.html",
        doors=paginate(entrance.doors(words=words, path=wanted), request, per_page=50),
        team_door=entrance.team_door(wanted),
        words=words,
        next=wanted,
        lost=pending.texts(request),
    )


@csrf_exempt  # the form stands on the city's host: `check_origin` says whose it is
@door(anyone)
def enter(request: HttpRequest) -> HttpResponse:
    """Let in whoever bears a good pass: once, from their own city's page."""
    if request.method != "POST":
        return redirect("account_login")
    if not limits.allow(request, "club_entry", RATE):
        return _refused(request, "TooOften")
    try:
        said = passes.read(request.POST.get("pass", ""), at=timezone.now())
        gate.check_origin(said, request.headers)
        with one_piece():
            member = enter_club(actor=SYSTEM, said=said)
            sessions.open_session(request, member.account)
    except (passes.BadPass, gate.NotAdmitted) as error:
        return _refused(request, type(error).__name__)
    # 303, so that the browser asks for the page and forgets the pass.
    answer = HttpResponseRedirect(passes.local_path(said.next), status=303)
    answer["Cache-Control"] = "no-store"
    return answer


@door(anyone)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End one's session, by a button."""
    if request.method != "POST":
        return page(request, "club_utilisateurs/sign_out.html")
    sessions.forget(request)
    return redirect("account_login")


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say what to do, the same for every reason: the log alone knows which."""
    log.warning("club entry refused: %s", reason)
    answer = page(request, "club_utilisateurs/refused.html", status=403)
    answer["Cache-Control"] = "no-store"
    return answer
