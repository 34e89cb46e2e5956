"""`/-/live`, `/-/ready` at both doors; `/-/metrics` and `/-/ask` at the internal one alone.

Answered before the city middleware, which knows hosts: a probe comes with the address of a pod.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from django.db import DatabaseError, connection

from agora import metrics
from agora.context import public

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Said = tuple[str, bytes]

OK: Said = ("200 OK", b"ok\n")
NOT_READY: Said = ("503 Service Unavailable", b"not ready\n")
NOT_FOUND: Said = ("404 Not Found", b"")


def database_answers() -> bool:
    """True if a connection of the pool reaches the database."""
    try:
        with public(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError):
        return False
    finally:
        connection.close()
    return True


def with_probes(
    site: Wsgi, *, ready: Callable[[], bool] = database_answers, internal_port: int = 0
) -> Wsgi:
    """The site, with what machines ask in front of it; `site` gets everything else.

    `internal_port` is that of the door only our own machines reach; 0 means there is none.
    """

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/-/"):
            return site(environ, start_response)
        inside = environ.get("SERVER_PORT") == str(internal_port)
        status, body = _answer(path, environ.get("QUERY_STRING", ""), ready, inside=inside)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        start_response(status, headers)
        return [body]

    return application


def _answer(path: str, query: str, ready: Callable[[], bool], *, inside: bool) -> Said:
    if path == "/-/live":
        return OK
    if path == "/-/ready":
        if ready():
            return OK
        metrics.NOT_READY.count()
        return NOT_READY
    if inside and path == "/-/metrics":
        return "200 OK", metrics.page()
    if inside and path == "/-/ask":
        domain = parse_qs(query).get("domain", [""])[0]
        return OK if may_have_certificate(domain) else NOT_FOUND
    return NOT_FOUND


def may_have_certificate(domain: str) -> bool:
    """Tell whether the edge may ask a certificate for this host."""
    return False


def nothing_else(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The site of a process without pages."""
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return [b""]
