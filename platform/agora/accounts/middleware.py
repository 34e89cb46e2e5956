"""What every request of a signed-in person goes through, and what a lost session gives back."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from agora.rules import held_roles, is_operator, is_person

from . import limits, pending
from .sessions import passed_second_factor

Answer = Callable[[HttpRequest], HttpResponse]

# Paths where someone without a second factor may be: setting it up, leaving, reading a file.
_OPEN = ("/compte/", settings.STATIC_URL)
# What the head of these very pages fetches: colours, icon, map.
_FURNITURE = re.compile(r"/(favicon\.ico|(theme|icone|carte)-[^/]+\.(css|svg))\Z")


class PersonMiddleware:
    """Speak the person's language; let the team in with two factors only; keep lost words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless the second factor is missing."""
        if not _has_session(request):
            return self._keeping_words(request)
        person: Any = request.user
        if is_person(person):
            translation.activate(person.language)
            if stop := second_factor_first(request):
                return stop
            request.lost_form = partial(pending.restore, request)  # type: ignore[attr-defined]
        return self._keeping_words(request)

    def _keeping_words(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        lost = request.method == "POST" and _asks_to_sign_in(answer) and not _is_person(request)
        if lost and limits.allow(request, "kept_form", "60/h/ip"):
            pending.keep_form(request)
        return answer


def second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """Send the team and the provider's people to their second code, or to its set-up."""
    user = request.user
    if request.path.startswith(_OPEN) or _FURNITURE.match(request.path):
        return None
    if not (held_roles(user) or is_operator(actor=user)):
        return None
    if passed_second_factor(request):
        return None
    page = "mfa_reauthenticate" if is_mfa_enabled(user, ["totp"]) else "mfa_activate_totp"
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(page)}?{urlencode({'next': back})}")


def _has_session(request: HttpRequest) -> bool:
    """Look at the cookie first: a visitor costs no query."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session


def _is_person(request: HttpRequest) -> bool:
    return _has_session(request) and is_person(request.user)


def _asks_to_sign_in(answer: HttpResponse) -> bool:
    goal = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
    return goal.startswith(reverse(settings.LOGIN_URL))
