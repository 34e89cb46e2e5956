"""Opening a session for someone who just showed who they are, from any page of any slice."""

from typing import Any

from allauth.account.internal import flows
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from .sessions import note_sign_in


def enter_account(request: HttpRequest, user: Any, *, back: str = "") -> HttpResponse:
    """Sign in the owner of an account opened a moment ago, and write to confirm the address.

    `request.user` is that person from here on; the answer returned leads `back`, for the views
    that have no page of their own to show.
    """
    note_sign_in(request, user)
    answer: HttpResponse = flows.signup.complete_signup(
        request, user=user, redirect_url=back or None
    )
    return answer


def enter_team(request: HttpRequest, user: Any) -> HttpResponse:
    """Sign in someone who just joined the team by their own link, as any sign-in does."""
    note_sign_in(request, user)
    answer: HttpResponse = flows.login.perform_login(request, Login(user=user, email=user.email))
    return answer
