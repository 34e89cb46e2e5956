"""Pages of a list."""

from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.core.paginator import Paginator
from rest_framework.pagination import PageNumberPagination

MANY, KEPT_FOR = 1_000, 60


class Counted(Paginator):  # type: ignore[type-arg]
    """A high count is kept a minute: it is the same query for whoever reads page after page."""

    @cached_property
    def count(self) -> int:
        """How many there are, or were a minute ago; the cache's keys carry the city."""
        rows: Any = self.object_list
        asked = repr(rows.query.sql_with_params())
        key = f"api-count:{blake2b(asked.encode(), digest_size=12).hexdigest()}"
        known: int | None = caches["local"].get(key)
        if known is None:
            known = int(rows.count())
            if known > MANY:
                caches["local"].set(key, known, KEPT_FOR)
        return known


class Pages(PageNumberPagination):
    """Twenty items a page, a hundred at most; `next` and `previous` are whole addresses."""

    django_paginator_class = Counted
    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
    invalid_page_message = "Cette page n’existe pas. La liste commence à la page 1."

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope without an example on somebody else's host."""
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        for link in ("next", "previous"):
            described["properties"][link].pop("example", None)
        return described
