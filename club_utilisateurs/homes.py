"""The way from the club to a member's own city."""

from django.http import HttpResponse

from agora.mail.house import origin


def lets_go(response: HttpResponse, host: str) -> HttpResponse:
    """Let the forms of a page lead to a city: the policy also governs where a POST redirects."""
    response._csp_update = {"form-action": [origin(host)]}  # type: ignore[attr-defined]
    return response
