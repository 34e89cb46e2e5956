"""A loopback HTTP server around the application, in this process or alone."""

import socket
import threading
from contextlib import suppress
from socketserver import ThreadingMixIn
from types import TracebackType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from tests.fakestripe.app import Application
from tests.fakestripe.world import World


class _Handler(WSGIRequestHandler):
    def get_environ(self) -> Any:
        return {**super().get_environ(), "fakestripe.cut": self._cut}

    def _cut(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        # The name of the machine is nobody's business, and looking it up may take seconds.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error."""


class FakeStripe:
    """A Stripe of one's own: `with FakeStripe() as stripe: ... stripe.url, stripe.world`."""

    def __init__(self, world: World | None = None, port: int = 0) -> None:
        self.application = Application(world or World())
        self.hand = self.application.puppeteer
        self.faults = self.application.faults
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.set_app(self.application)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def world(self) -> World:
        """What it remembers."""
        return self.application.world

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(self) -> None:
        """Answer until stopped, in this thread."""
        self._server.serve_forever()

    def __enter__(self) -> "FakeStripe":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.faults.forget()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
