"""Act first, register after: a form that a visitor may send before any cookie was set.

A page shown to a visitor without a session carries no CSRF token, since a token needs a cookie.
Such a post has no authority of its own (its words wait for an account), so the address it comes
from is enough; whoever is signed in is checked by Django's token as everywhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from agora.rules import is_person

View = Callable[..., HttpResponseBase]


def act_first(view: View) -> View:
    """Accept a visitor's post from our own pages; ask others for their token."""
    checked = csrf_protect(view)

    @wraps(view)
    def received(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_person(request.user):
            return checked(request, *args, **kwargs)
        if request.method == "POST" and not from_here(request):
            raise PermissionDenied("this form was sent from another site")
        return view(request, *args, **kwargs)

    return csrf_exempt(received)


def from_here(request: HttpRequest) -> bool:
    """Tell whether the browser says this post comes from a page of the same host."""
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    if not source:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return urlsplit(source).netloc == request.get_host()
