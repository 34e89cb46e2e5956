"""What people see: base pages, components, forms, charts, maps, the look of letters.

Words: a *page* is a whole document, a *fragment* one named block of it (for htmx), a *house* the
host one is on. Doors: `page()`, `agora.ui.registries`, `agora.ui.forms`, `agora.ui.paging`,
`{% load ui %}`. The sheet for whoever writes a template is `README.md`, here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers

from agora.ui.fragments import render_block
from agora.ui.lost import give_back


def page(
    request: HttpRequest, template: str, *, status: int = 200, fragment: str = "", **context: Any
) -> HttpResponse:
    """Draw `template`; with `fragment`, an htmx request gets that block of it alone.

    The forms of the page begin with what a lost session kept of them (`accounts.pending`).
    """
    found = get_template(template)
    give_back(request, context.values())
    if fragment and wants_fragment(request):
        content = str(render_block(found, fragment, context, request))
    else:
        content = str(found.render(context, request))
    response = HttpResponse(content, status=status)
    if fragment:
        patch_vary_headers(response, ["HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks, and not to rebuild a page it left."""
    headers = request.headers
    return "HX-Request" in headers and "HX-History-Restore-Request" not in headers
