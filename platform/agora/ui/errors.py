"""When a page breaks: words for people, at the price of no query. `handler500` of the URLconfs."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agora.ui import page

RETRY_AFTER = "60"


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault; 503 when it is the database that does not answer."""
    down = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    template, status = ("ui/errors/down.html", 503) if down else ("ui/errors/broken.html", 500)
    try:
        response = page(request, template, status=status)
    except Exception:  # whatever broke the page may break this one too
        response = HttpResponse(
            _("Le site est momentanément indisponible. Rien n’est perdu."),
            status=status,
            content_type="text/plain; charset=utf-8",
        )
    if down:
        response["Retry-After"] = RETRY_AFTER
    return response
