"""The way from the club to a member's own city."""

from django.conf import settings
from django.http import HttpResponse

from agora.mail.house import absolute


def at_home(host: str, path: str) -> str:
    """Return the whole address of a page of a city."""
    return absolute(path).replace(f"//{settings.CLUB_HOST}", f"//{host}", 1)


def lets_go(response: HttpResponse, host: str) -> HttpResponse:
    """Let the forms of a page lead to a city: the policy also governs where a POST redirects."""
    origin = at_home(host, "/").rstrip("/")
    response._csp_update = {"form-action": [origin]}  # type: ignore[attr-defined]
    return response
