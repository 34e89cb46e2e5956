"""What is told of each request: one line, two figures, and its name to whoever asked.

Never its path, its query nor its sender: the route is a name of ours, the house a schema.
"""

import logging
import re
import time
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from agora import metrics
from agora.context import house
from agora.context.keys import keep_tags

log = logging.getLogger("agora.access")

NAME = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNKNOWN = "unknown"

_pool_told = 0.0
_waits_told = 0


def given_name(request: HttpRequest) -> str:
    """Take the name the edge gave this request, if it is well formed; else an empty string."""
    name = request.META.get("HTTP_X_REQUEST_ID", "")
    return name if NAME.match(name) else ""


def route_of(request: HttpRequest) -> str:
    """Name the page asked for; all that leads nowhere bears one name."""
    if found := request.resolver_match:
        return found.view_name
    static = (settings.STATIC_URL or "").strip("/")
    return "static" if static and request.path_info.startswith(f"/{static}/") else UNKNOWN


def told(request: HttpRequest, answer: HttpResponseBase, began: float) -> HttpResponseBase:
    """Count the answer and write its line, in the house that gave it; `began` by perf_counter."""
    seconds = time.perf_counter() - began
    keep_tags()
    method = request.method if request.method in METHODS else "other"
    route, status = route_of(request), answer.status_code
    metrics.REQUESTS.count(house() or "none", f"{status // 100}xx")
    metrics.REQUEST_SECONDS.observe(seconds, route, str(method))
    facts = {"route": route, "status": status, "method": method}
    log.info("request", extra=facts | {"duration_ms": round(seconds * 1000, 1)})
    _tell_pool()
    return answer


def _tell_pool() -> None:
    """Say once a second how many connections are used, idle and waited for."""
    global _pool_told, _waits_told
    now = time.monotonic()
    pools: Any = DatabaseWrapper._connection_pools  # type: ignore[attr-defined]
    pool = pools.get("default")
    if pool is None or now - _pool_told < 1:
        return
    _pool_told = now
    found = pool.get_stats()
    idle = found.get("pool_available", 0)
    metrics.POOL.set(found.get("pool_size", 0) - idle, "used")
    metrics.POOL.set(idle, "idle")
    metrics.POOL.set(found.get("requests_waiting", 0), "waiting")
    waits = found.get("requests_queued", 0)
    metrics.POOL_WAITS.count(by=max(0, waits - _waits_told))
    _waits_told = waits
