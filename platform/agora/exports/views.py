"""Taking a list away, and what programs may read."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from agora.context import city_or_none
from agora.exports.actions import note_download
from agora.exports.machines import operations
from agora.exports.queries import export_or_404
from agora.exports.registries import Export, exports
from agora.exports.rules import can_download
from agora.exports.writers import WRITERS
from agora.rules import anyone, door, is_staff
from agora.ui import page


@door(is_staff)
def exports_page(request: HttpRequest) -> HttpResponse:
    """All the lists the reader may take, in every format."""
    offers = [
        (key, export)
        for key, export in exports.items()
        if can_download(actor=request.user, export=export)
    ]
    return page(request, "exports/list.html", offers=offers, formats=WRITERS.items())


@door(is_staff)
@require_GET
def download(request: HttpRequest, key: str, format: str) -> StreamingHttpResponse:
    """One list, filtered like the page it was asked from."""
    export, writer = export_or_404(key, format)
    note_download(
        actor=request.user, key=key, export=export, format=format, filters=dict(request.GET.lists())
    )
    rows = export.rows(request.user, request.GET)
    response = StreamingHttpResponse(
        writer.write(export.columns, rows, bom="bom" in request.GET),
        content_type=writer.content_type,
    )
    response["Content-Disposition"] = content_disposition_header(True, _name(export, key, format))
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@door(anyone)
def api_page(request: HttpRequest) -> HttpResponse:
    """The read API in words: what can be read, with which filters, and how to ask."""
    return page(
        request,
        "exports/api.html",
        operations=operations(),
        base=request.build_absolute_uri("/api/v1/"),
    )


def _name(export: Export, key: str, format: str) -> str:
    city = city_or_none()
    parts = [
        city.host if city else "",
        export.filename or key,
        timezone.localdate().isoformat(),
    ]
    return f"{'-'.join(part for part in parts if part)}.{format}"
