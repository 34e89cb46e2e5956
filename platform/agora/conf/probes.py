"""`/-/live`, `/-/ready` at both doors; `/-/metrics` and `/-/ask` at the internal one alone.

Answered before the city middleware, which knows hosts: a probe comes with the address of a pod.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from django.db import DatabaseError, connection

from agora import metrics
from agora.conf.leaving import is_leaving
from agora.context import certificates, public
from agora.context.certificates import Verdict

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Said = tuple[str, bytes]

OK: Said = ("200 OK", b"ok\n")
NOT_READY: Said = ("503 Service Unavailable", b"not ready\n")
NOT_FOUND: Said = ("404 Not Found", b"")
CERTIFICATE: dict[Verdict, Said] = {
    Verdict.YES: OK,
    Verdict.NO: NOT_FOUND,
    Verdict.LATER: ("429 Too Many Requests", b"too many unknown names\n"),
    Verdict.UNREADABLE: NOT_READY,
}


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
        return OK if not is_leaving() and ready() else NOT_READY
    if inside and path == "/-/metrics":
        return "200 OK", metrics.page()
    if inside and path == "/-/ask":
        return CERTIFICATE[may_have_certificate(query)]
    return NOT_FOUND


def may_have_certificate(query: str) -> Verdict:
    """Tell whether the edge may ask a certificate for the one host it names."""
    named = parse_qs(query).get("domain", [])
    try:
        return certificates.ask(named[0]) if len(named) == 1 else Verdict.NO
    finally:
        if not connection.in_atomic_block:  # no request begins or ends here: back to the pool
            connection.close()


def nothing_else(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The site of a process without pages."""
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return [b""]
