"""The pool of connections: whoever waits for a line hears at once that none can be had.

psycopg's own waits 30 seconds for a server that is away, with a thread each, then looks for it
less and less often: the site would be gone long after its database is back.
"""

import select
from typing import Any

from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

WAIT = 3.0
"""Seconds a thread waits for a line while all of them are at work."""
TRY_AGAIN = 0.5
"""Seconds after which a line that failed is tried once more; then the next request tries."""


class Pool(ConnectionPool[Connection[Any]]):
    """psycopg's pool, that drops dead lines unasked and tells bad news to everybody who waits."""

    def __init__(self, **options: Any) -> None:
        self._lent = 0
        super().__init__(**{"timeout": WAIT, "reconnect_timeout": TRY_AGAIN} | options)

    def getconn(self, timeout: float | None = None) -> Connection[Any]:
        """Lend a line; PoolTimeout if there is none."""
        line = super().getconn(timeout)
        with self._lock:
            self._lent += 1
        return line

    def putconn(self, conn: Connection[Any]) -> None:
        """Take a line back."""
        with self._lock:
            self._lent -= 1
        super().putconn(conn)

    def _get_ready_connection(self, timeout: float | None) -> Connection[Any] | None:
        while (line := super()._get_ready_connection(timeout)) and is_dead(line):
            line._pool = None
            line.close()
            self._nconns -= 1
        return line

    def _connect(self, timeout: float | None = None) -> Connection[Any]:
        try:
            return super()._connect(timeout)
        except OperationalError:
            self._tell_who_waits()
            raise

    def _add_connection(self, attempt: Any, growing: bool = False) -> None:
        super()._add_connection(attempt, growing)
        with self._lock:
            if self._waiting:  # they came while this attempt was given up
                self._maybe_grow_pool()

    def _tell_who_waits(self) -> None:
        """None can be had; unless some are at work, and will come back."""
        with self._lock:
            while self._waiting and not self._lent:
                self._waiting.popleft().fail(PoolTimeout("the database does not answer"))


def is_dead(line: Connection[Any]) -> bool:
    """True if the server has spoken on an idle line: its farewell, or nothing worth keeping it for.

    No round trip; a line dropped for less costs a connection.
    """
    readable, _, _ = select.select([line.fileno()], [], [], 0)
    return bool(readable)
