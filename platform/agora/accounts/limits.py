"""How often one visitor may do a thing: the same counter as the sign-in's, in the house's cache."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def allow(request: HttpRequest, thing: str, rate: str, *, key: str = "") -> bool:
    """Count one `thing` and say whether it stays within `rate` ("20/h/ip", "5/m/key")."""
    counted = ratelimit.consume(
        request, app="agora.accounts", action=thing, config={thing: rate}, key=key or None
    )
    return counted is not None
