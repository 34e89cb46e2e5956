"""The internal door of a process without pages: its probes and its figures over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from agora.conf.probes import nothing_else, with_probes
from agora.conf.process import Place
from agora.context.threads import spawn


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """A probe every few seconds is no news."""


@contextmanager
def listening(place: Place | None) -> Iterator[None]:
    """Answer probes beside whatever the block does; nowhere if there is no place."""
    if place is None:
        yield
        return
    application: Any = with_probes(nothing_else, internal_port=place.port)
    server = make_server(
        place.host, place.port, application, server_class=_Server, handler_class=_Quiet
    )
    thread = spawn(server.serve_forever)
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
