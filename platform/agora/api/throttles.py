"""How often one may read."""

from typing import Any

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from agora.context.keys import cache_key


class Reader(SimpleRateThrottle):
    """Count by account, else by address, in each city apart.

    In the memory of the process: a limit on reading may be approximate, and asking the shared
    cache would cost more queries than the list itself.
    """

    scope = "reader"

    @property
    def cache(self) -> Any:  # type: ignore[override]
        """The cache of the process; its own key function adds the city as well."""
        return caches["local"]

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Name whom we count."""
        user = request.user
        who = f"user-{user.pk}" if user and user.is_authenticated else self.get_ident(request)
        return cache_key("api", self.scope, who)
