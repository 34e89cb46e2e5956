"""One shape for every error: {"error": {"code", "message", "fields"?}}."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer in plain French what to do next; what is not ours to explain stays a 500."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    body: dict[str, Any] = {"code": _code(error), "message": _message(error)}
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        body["fields"] = error.detail
    headers = {"Retry-After": str(int(wait))} if (wait := getattr(error, "wait", None)) else {}
    return Response({"error": body}, status=error.status_code, headers=headers)


def _code(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.ValidationError):
        return "invalid"
    return str(error.get_codes()) if isinstance(error.detail, str) else str(error.default_code)


def _message(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.Throttled):
        wait = int(getattr(error, "wait", None) or 60)
        return ngettext(
            "Trop de demandes en peu de temps. Réessayez dans %(n)d seconde.",
            "Trop de demandes en peu de temps. Réessayez dans %(n)d secondes.",
            wait,
        ) % {"n": wait}
    if isinstance(error, exceptions.NotFound) and error.get_codes() == "not_found":
        detail = str(error.detail)
        # DRF's own words for a missing row are its default; a page beyond the end has ours.
        if detail != str(exceptions.NotFound.default_detail):
            return detail
    return {
        status.HTTP_400_BAD_REQUEST: _(
            "Un paramètre n’est pas valable. Corrigez-le d’après «\u00a0fields\u00a0»."
        ),
        status.HTTP_401_UNAUTHORIZED: _("Connectez-vous pour lire ceci."),
        status.HTTP_403_FORBIDDEN: _("Vous n’avez pas le droit de lire ceci."),
        status.HTTP_404_NOT_FOUND: _("Rien à cette adresse, ou rien que vous puissiez lire."),
        status.HTTP_405_METHOD_NOT_ALLOWED: _("Cette interface se lit seulement : employez GET."),
        status.HTTP_406_NOT_ACCEPTABLE: _("Les réponses sont en JSON seulement."),
    }.get(error.status_code, str(error.detail))
