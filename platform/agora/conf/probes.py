"""`/-/live`, `/-/ready` at both doors; `/-/metrics` and `/-/ask` at the internal one alone.

Answered before the city middleware, which knows hosts: a probe comes with the address of a pod.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from django.db import DatabaseError, ProgrammingError, connection

from agora import RELEASE, metrics
from agora.conf.gate import gate
from agora.conf.leaving import is_leaving
from agora.context import certificates, public
from agora.context.certificates import Verdict

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
Said = tuple[str, bytes]

OK: Said = ("200 OK", b"ok\n")
NOT_FOUND: Said = ("404 Not Found", b"")


def _not_ready(reason: str) -> Said:
    return "503 Service Unavailable", f"{reason}\n".encode()


CERTIFICATE: dict[Verdict, Said] = {
    Verdict.YES: OK,
    Verdict.NO: NOT_FOUND,
    Verdict.LATER: ("429 Too Many Requests", b"too many unknown names\n"),
    Verdict.UNREADABLE: _not_ready("the directory cannot be read"),
}


def trouble() -> str:
    """Say in a few words why this process cannot serve; empty if it can. One query."""
    if reason := gate.reason():
        return reason
    try:
        with public(), connection.cursor() as cursor:
            cursor.execute("SELECT max(number) FROM tenants_release")
            release = cursor.fetchone()[0]
    except ProgrammingError:
        release = None
    except (DatabaseError, OSError):
        return "the database does not answer"
    finally:
        connection.close()
    if release is None:
        return "no release is installed in the database"
    if abs(release - RELEASE) > 1:
        return f"the database is at release {release}, this code at {RELEASE}"
    return ""


def with_probes(
    site: Wsgi, *, trouble: Callable[[], str] = trouble, internal_port: int = 0
) -> Wsgi:
    """The site, with what machines ask in front of it; `site` gets everything else.

    `internal_port` is that of the door only our own machines reach; 0 means there is none.
    """

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/-/"):
            return site(environ, start_response)
        inside = environ.get("SERVER_PORT") == str(internal_port)
        status, body = _answer(path, environ.get("QUERY_STRING", ""), trouble, inside=inside)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        start_response(status, headers)
        return [body]

    return application


def _answer(path: str, query: str, trouble: Callable[[], str], *, inside: bool) -> Said:
    if path == "/-/live":
        return OK
    if path == "/-/ready":
        if is_leaving():
            return _not_ready("leaving")  # told to stop: no news, hence not counted
        if reason := trouble():
            metrics.NOT_READY.count()
            return _not_ready(reason)
        return OK
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
