"""Reading a file: same city or nothing."""

import uuid
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agora.files import gateway
from agora.files.models import StoredFile
from agora.files.queries import file_or_404
from agora.rules import anyone, door
from agora.ui import page

_FOREVER = "public, max-age=31536000, immutable"
_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@door(anyone)
@require_safe
def serve(request: HttpRequest, uid: uuid.UUID, name: str) -> HttpResponseBase:
    """Serve a whole file, or an image at its largest width."""
    file = file_or_404(uid)
    return _answer(request, file, file.key(), file.size, file.sha256)


@door(anyone)
@require_safe
def serve_width(request: HttpRequest, uid: uuid.UUID, width: int, name: str) -> HttpResponseBase:
    """Serve one of the smaller widths of an image."""
    file = file_or_404(uid)
    for variant in file.variants:
        if variant["width"] == width:
            digest = variant.get("sha256", "")  # kept by a former release: none
            return _answer(request, file, file.key(width), variant["size"], digest)
    raise Http404(_("Cette image n’existe pas dans cette taille."))


def _answer(
    request: HttpRequest, file: StoredFile, key: str, size: int, digest: str
) -> HttpResponseBase:
    etag = f'"{file.sha256[:32]}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        return _signed(HttpResponseNotModified(), etag)
    try:
        content: Any = gateway.read(key, size=size, sha256=digest)
    except gateway.Missing as error:
        raise Http404(_("Ce fichier n’existe plus.")) from error
    except gateway.StorageDown:
        return _down(request)
    if request.method == "HEAD":
        content.close()
        content = []
    response = StreamingHttpResponse(content, content_type=file.content_type)
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-site"
    if not file.is_image:
        response["Content-Disposition"] = content_disposition_header(True, file.slug)
    return _signed(response, etag)


def _signed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = _FOREVER
    return response


def _down(request: HttpRequest) -> HttpResponse:
    response = page(request, "files/down.html", status=503)
    response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response
