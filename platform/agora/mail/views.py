"""The demo's mailbox: what would have left, readable in the browser. Refused elsewhere."""

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from agora.mail.reading import Read, letter_named, letters
from agora.rules import anyone, door
from agora.ui import page

# A letter brings its own style and nothing else; its links open in the page around it.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "sandbox allow-top-navigation-by-user-activation allow-popups; frame-ancestors 'self'"
)


@door(anyone)
@require_GET
def mailbox_page(request: HttpRequest) -> HttpResponse:
    """All the letters of this house."""
    _demo_only()
    return page(request, "mail/mailbox.html", letters=letters())


@door(anyone)
@require_GET
def letter_page(request: HttpRequest, key: str) -> HttpResponse:
    """One letter: its head, its text, its page."""
    return page(request, "mail/letter.html", letter=_letter(key))


@csp_exempt()
@door(anyone)
@require_GET
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a letter alone, shown in a frame."""
    html = _letter(key).html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


def _letter(key: str) -> Read:
    _demo_only()
    letter = letter_named(key)
    if letter is None:
        raise Http404
    return letter


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404
