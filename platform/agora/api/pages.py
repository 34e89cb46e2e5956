"""Pages of a list."""

from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.core.paginator import Paginator
from rest_framework.pagination import PageNumberPagination

from agora.rules import is_staff

MANY, KEPT_FOR = 1_000, 60
_NOT_ROWS = frozenset({"page", "page_size"})


class Counted(Paginator):  # type: ignore[type-arg]
    """A high count is kept a minute: it is the same query for whoever reads page after page."""

    def __init__(self, *args: Any, kept_as: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_as = kept_as

    @cached_property
    def count(self) -> int:
        """How many there are, or were a minute ago; the cache's keys carry the city."""
        rows: Any = self.object_list
        if not self.kept_as:
            return int(rows.count())
        key = f"api-count:{blake2b(self.kept_as.encode(), digest_size=12).hexdigest()}"
        known: int | None = caches["local"].get(key)
        if known is None:
            known = int(rows.count())
            if known > MANY:
                caches["local"].set(key, known, KEPT_FOR)
        return known


class Pages(PageNumberPagination):
    """Twenty items a page, a hundred at most; `next` and `previous` are whole addresses."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"
    invalid_page_message = "Cette page n’existe pas. La liste commence à la page 1."

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        """Name the list by its address and filters, for its count; the team sees more: unnamed."""
        filters = sorted((k, v) for k, v in request.query_params.lists() if k not in _NOT_ROWS)
        kept_as = "" if is_staff(actor=request.user) else f"{request.path}|{filters!r}"
        self.django_paginator_class = partial(Counted, kept_as=kept_as)  # type: ignore[assignment]
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope without an example on somebody else's host."""
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        for link in ("next", "previous"):
            described["properties"][link].pop("example", None)
        return described
