"""When a page breaks: words for people, at the price of no query. `handler400`, `403`, `500`."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied

from agora.action import CityRests
from agora.context.words import RETRY_AFTER, written
from agora.ui import page


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, and give the words back; 503 when the database does not answer."""
    down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    template, status = ("ui/errors/down.html", 503) if down else ("ui/errors/broken.html", 500)
    try:
        response = page(request, template, status=status, words=written(request))
    except Exception:  # whatever broke the page may break this one too
        response = HttpResponse(
            _("Le site est momentanément indisponible. Rien n’est perdu."),
            status=status,
            content_type="text/plain; charset=utf-8",
        )
    if down:
        response["Retry-After"] = RETRY_AFTER
    return response


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that it came to nothing: a session ended meanwhile, a body cut or too heavy."""
    return page(request, "ui/errors/unreadable.html", status=400, words=written(request))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse; in a city that is read only, say so and give back what was typed."""
    if isinstance(exception, CityRests):
        return page(request, "ui/errors/resting.html", status=403, words=written(request))
    return permission_denied(request, exception)
