"""Public pages of what moved in: a stub with its comments, and old addresses."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.defaults import page_not_found

from agora.rules import anyone, door
from agora.ui import page
from participation.contributions.queries import settled, visible_to, with_component
from participation.opendata.queries import destination


@door(anyone)
def absent_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page that the export did not hold, with the comments it received."""
    word = with_component(visible_to(request.user)).filter(pk=pk, kind="absent").first()
    if word is None:
        raise Http404
    settled(word)
    return page(request, "opendata/absent.html", word=word)


def old_address_or_404(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer an address of the former site by a 301 to its page here, any other by a 404."""
    if request.method in ("GET", "HEAD"):
        comment = request.GET.get("commentId", "")
        target = destination(request.get_host().partition(":")[0], request.path, comment)
        if target:
            return HttpResponsePermanentRedirect(target)
    return page_not_found(request, exception, template_name="404.html")
