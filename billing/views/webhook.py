"""Stripe's door, on the provider's host alone: a hint comes in, nothing else goes out."""

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from agora.rules import SYSTEM, anyone, door
from billing import gateway, webhook
from billing.actions.stripe import note_hint


@csrf_exempt
@require_POST
@door(anyone)
def receive(request: HttpRequest) -> HttpResponse:
    """Keep a hint and answer at once; what is not believed gets 400, and no reason."""
    if not gateway.rail_is_on():
        raise Http404
    try:
        hint = webhook.read(
            _body(request),
            request.headers.get("Stripe-Signature", ""),
            secret=settings.STRIPE_WEBHOOK_SECRET,
            live=gateway.is_live(),
            now=int(time.time()),
        )
    except webhook.NotBelieved:
        return HttpResponse(status=400)
    note_hint(actor=SYSTEM, hint=hint)
    return HttpResponse()


def _body(request: HttpRequest) -> bytes:
    """Read no more than is believed: a body of 50 MB stays where it is."""
    if not request.META.get("CONTENT_LENGTH", "").isdigit():
        raise webhook.NotBelieved("no length")
    return bytes(request.read(webhook.MOST_BYTES + 1))
