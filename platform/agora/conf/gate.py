"""A web server that began while its database was away: closed until the database was checked.

It would else serve the first request through whatever stands there once it is back: a pooler that
mixes cities, a login with too many rights, tables this code does not know.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from agora.conf.refusal import Away, Refusal
from agora.context.middleware import unavailable

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

PAUSE = 1.0  # seconds between two looks, whoever asks

log = logging.getLogger("agora.startup")


class Gate:
    """Open unless `close` said otherwise; then it opens by itself once `check` raises nothing."""

    def __init__(self) -> None:
        self._check: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._looked = -PAUSE
        self._reason = ""

    def close(self, check: Callable[[], None]) -> None:
        """Let nobody through before `check` has passed; it raises `Away` or `Refusal`."""
        self._check, self._reason = check, "the database does not answer"

    def reason(self) -> str:
        """Say why it is closed, in words for anybody; empty when it is open."""
        if self._check is None or not self._lock.acquire(blocking=False):
            return self._reason
        try:
            if time.monotonic() - self._looked >= PAUSE:
                self._look()
        finally:
            self._lock.release()
        return self._reason

    def _look(self) -> None:
        assert self._check is not None
        try:
            self._check()
        except Away:
            self._reason = "the database does not answer"
        except Refusal as refusal:
            self._reason = "the start is refused: see the log"
            log.error("%s", refusal)
        else:
            self._check, self._reason = None, ""
        self._looked = time.monotonic()


gate = Gate()


def with_gate(site: Wsgi, gate: Gate = gate) -> Wsgi:
    """The site once the gate is open; before, a page that says to come back."""

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not gate.reason():
            return site(environ, start_response)
        page = unavailable(WSGIRequest(environ))
        start_response("503 Service Unavailable", list(page.items()))
        return [page.content]

    return application
