"""Pages of visitors without a session: an ETag that costs one query, a copy kept in memory.

Every write is an action and leaves a line in the journal, so the last line's number is the
version of the whole city. The minute is part of it too: phases open and close by the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from agora.context import current_city
from agora.rules import is_staff
from agora.ui.paging import MANY

KEPT_FOR = 60
# Asked for every page of every visitor: the ORM takes longer to write it than PostgreSQL to answer.
_LAST = "SELECT (SELECT max(id) FROM audit_entry), (SELECT max(id) FROM consultations_consultation)"


def city_stamp() -> str:
    """The version of everything the city shows, its own state too, to the minute: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        line, made = cursor.fetchone()
    return f"{line}-{made}-{current_city().state}-{timezone.now():%Y%m%d%H%M}"


def _is_visitor(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
    )


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer visitors by ETag or from memory while nothing moved in the city."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_visitor(request):
            return view(request, *args, **kwargs)
        etag = _etag(request)
        if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
            return _labelled(HttpResponseNotModified(), etag)
        return _labelled(_copy(request, etag, lambda: view(request, *args, **kwargs)), etag)

    return answer


def _etag(request: HttpRequest) -> str:
    parts = (
        current_city().schema,
        request.get_full_path(),
        get_language() or "",
        city_stamp(),
    )
    return f'"{blake2b("|".join(parts).encode(), digest_size=12).hexdigest()}"'


def _copy(request: HttpRequest, etag: str, draw: Callable[[], HttpResponse]) -> HttpResponse:
    if not may_keep():
        return draw()
    kept = caches["local"].get(etag)
    if kept is not None:
        return HttpResponse(kept)
    response = draw()
    # A page that drew a form's token belongs to whoever asked for it.
    ours = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    if response.status_code == 200 and not ours and not response.streaming:
        caches["local"].set(etag, response.content, KEPT_FOR)
    return response


def kept_for_all(
    request: HttpRequest, name: str, draw: Callable[[], Sequence[str]]
) -> list[SafeString]:
    """Draw parts that are the same for every resident once, until something moves in the city.

    The team sees drafts: what it is shown is never kept.
    """
    if not may_keep() or is_staff(actor=request.user):
        return [mark_safe(part) for part in draw()]  # noqa: S308  (drawn by our templates)
    stamp = city_stamp().replace(" ", "")
    key = f"part:{name}:{get_language()}:{stamp}"
    kept: list[str] | None = caches["local"].get(key)
    if kept is None:
        kept = [str(part) for part in draw()]
        caches["local"].set(key, kept, KEPT_FOR)
    return [mark_safe(part) for part in kept]  # noqa: S308  (drawn by our templates)


T = TypeVar("T")


def for_a_minute(name: str, count: Callable[[], T], size: Callable[[T], int]) -> T:
    """Figures that grow with the city: once they are high, they are counted once a minute."""
    if not may_keep():
        return count()
    found = caches["local"].get(f"kept:{name}")
    if found is None:
        found = count()
        if size(found) > MANY:
            caches["local"].set(f"kept:{name}", found, KEPT_FOR)
    return found  # type: ignore[no-any-return]


def may_keep() -> bool:
    """Inside a transaction (tests, commands) what is drawn may be rolled back: nothing is kept."""
    return not connection.in_atomic_block


def _labelled(response: HttpResponse, etag: str) -> HttpResponse:
    if response.status_code in (200, 304):
        response["ETag"] = etag
        patch_cache_control(response, public=True, max_age=30)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response
