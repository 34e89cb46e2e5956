"""The first middleware: the host says the house, and nothing of the request runs outside it."""

import re
import time
from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.html import escape
from django.utils.translation import gettext as _

from agora.context import SUSPENDED, CityRef, access, directory, state
from agora.context.trace import traced
from agora.context.words import GIVEN_BACK, RETRY_AFTER, YOUR_WORDS, written

Answer = Callable[[HttpRequest], HttpResponseBase]

BARE_PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>%(title)s</title>
<body style="font:1.125rem/1.6 sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem">
<h1 style="font-size:1.5rem">%(title)s</h1><p>%(text)s</p>"""

TEAM_LINE = """
<p><a href="/gestion/exports/">%s</a></p>"""

KEPT_WORDS = """
<textarea readonly rows="6" style="font:inherit;width:100%%;box-sizing:border-box"
 aria-label="%s">%s</textarea>"""

CLOSED = frozenset({"suspended", "archived"})
"""States in which a city answers one fixed page, whatever is asked."""
WAY_OUT = re.compile(
    r"/(gestion/exports/"
    r"|compte/(connexion|verification|deconnexion|code|confirmer|double-verification|codes-de-secours)/"
    r"|(favicon\.ico|(theme|icone|carte)-[^/]+\.(css|svg))\Z)"
)
"""What stays open in a suspended city: its team comes in, and takes its data away."""


class CityMiddleware:
    """Host, then directory, then state; an unknown host gets a page that names nobody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        assert state() == "none", "a request began inside a house"
        with traced(access.given_name(request)) as name:
            response = self._answer(request, time.perf_counter())
        response.headers["X-Request-ID"] = name
        return response

    def _answer(self, request: HttpRequest, began: float) -> HttpResponseBase:
        try:
            place = directory.resolve(request.META.get("HTTP_HOST", ""))
        except (OperationalError, InterfaceError):
            return access.told(request, unavailable(request), began)
        if place is None:
            return access.told(request, unknown_host(), began)
        request.city = place.city  # type: ignore[attr-defined]
        request.urlconf = settings.HOUSE_URLCONFS[place.kind]
        with place.visit():
            if place.city is not None and _is_closed(place.city, request.path):
                return access.told(request, closed(place.city), began)
            response = access.told(request, self.get_response(request), began)
            if response.streaming and getattr(response, "file_to_stream", None) is None:
                stay_inside(response)
        return response


def _is_closed(city: CityRef, path: str) -> bool:
    if city.state == SUSPENDED and WAY_OUT.match(path):
        return False
    return city.state in CLOSED


def unknown_host() -> HttpResponse:
    """Neutral: it says neither who we are nor which cities exist."""
    title = _("Cette adresse ne mène nulle part")
    text = _("Vérifiez l’adresse que vous avez saisie, ou le lien que vous avez suivi.")
    return HttpResponseNotFound(BARE_PAGE % {"title": title, "text": text})


def unavailable(request: HttpRequest) -> HttpResponse:
    """The directory cannot be read, and the host is not known: clear words, and theirs back."""
    title = _("Le site est momentanément indisponible")
    text = _("Rien n’est perdu. Merci de réessayer dans une minute.")
    words = written(request)
    if words:
        text = _(
            "Ce que vous venez d’envoyer n’a peut-être pas été enregistré. "
            "Réessayez dans une minute."
        )
    page = BARE_PAGE % {"title": title, "text": text}
    if words:
        page += f"<p>{escape(GIVEN_BACK)}</p>"
        page += "".join(KEPT_WORDS % (escape(YOUR_WORDS), escape(one)) for one in words)
    answer = HttpResponse(page, status=503)
    answer["Retry-After"] = RETRY_AFTER
    return answer


def closed(city: CityRef) -> HttpResponse:
    """The one page of a city that is suspended, or that has left; it asks no database."""
    archived = city.state == "archived"
    title = (
        _("Le site de %(city)s est fermé") if archived else _("Le site de %(city)s est suspendu")
    ) % {"city": city.name}
    text = (
        _("Il a été archivé. Pour toute question, adressez-vous à la mairie.")
        if archived
        else _("Rien n’est perdu. Il reviendra\u00a0: revenez plus tard, ou écrivez à la mairie.")
    )
    contact = city.extra.get("identity", {}).get("contact_email", "")
    words = {"title": escape(title), "text": f"{escape(text)} {escape(contact)}".strip()}
    page = BARE_PAGE % words
    if not archived:
        page += TEAM_LINE % escape(_("L’équipe de la ville peut emporter ses données."))
    return HttpResponse(page, status=410 if archived else 503)


def stay_inside(response: Any) -> None:
    """Run each step and the end of a streamed body in the house that made it."""
    context = copy_context()
    closers = [_closer(context, close) for close in response._resource_closers]
    response.streaming_content = _Inside(context, response.streaming_content)
    response._resource_closers = closers


def _closer(context: Context, close: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: context.run(close)


class _Inside:
    """An iterator whose steps run in a context of its own."""

    def __init__(self, context: Context, parts: Iterator[bytes]) -> None:
        self._context = context
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return self._context.run(next, self._parts)
