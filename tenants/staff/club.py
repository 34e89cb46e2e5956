"""The way into the club, below /gestion/ and on the console: a pass in the body of a POST.

Never in an address. The page that carries the pass says where it was written (`Origin`) and lets
its form go to the club alone.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from agora.mail.house import origin
from agora.rules import door
from agora.ui import page
from tenants.actions.sharing import mint_pass, mint_team_pass
from tenants.disclosure.passes import local_path
from tenants.rules import enters_club, facilitates_club


@door(enters_club)
def enter(request: HttpRequest) -> HttpResponse:
    """From a city: one button, then the page whose form carries the pass."""
    return _enter(request, mint_pass, frame="ui/staff.html")


@door(facilitates_club)
def enter_as_team(request: HttpRequest) -> HttpResponse:
    """From the console, for those who look after the club."""
    return _enter(request, mint_team_pass, frame="ui/provider.html")


def _enter(request: HttpRequest, mint: Callable[..., str], *, frame: str) -> HttpResponse:
    asked = request.POST.get("suite") or request.GET.get("suite") or "/"
    path = local_path(asked)
    if request.method != "POST":
        return page(
            request, "tenants/club/door.html", frame=frame, path=path, at_once=_here(request)
        )
    club = origin(settings.CLUB_HOST)
    answer = page(
        request,
        "tenants/club/pass.html",
        frame=frame,
        entrance=f"{club}/entree/",
        token=mint(actor=request.user, path=path),
    )
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "strict-origin"  # "no-referrer" would have browsers send no origin
    answer._csp_replace = {"form-action": [club]}  # type: ignore[attr-defined]
    return answer


def _here(request: HttpRequest) -> bool:
    """Tell whether the click was on a page of ours: then one click is enough, with script.

    From a mail one presses the button: robots that open links mint nothing.
    """
    return request.headers.get("Sec-Fetch-Site") == "same-origin"
