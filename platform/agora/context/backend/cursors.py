"""Cursors that put the connection in the current house before they send anything.

Not the connection's `cursor_factory`: the pool configures its connections in threads that have
no city, so none would ever open. Not `execute_wrappers`: they miss `copy` and `callproc`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.base import Cursor, ServerBindingCursor, ServerSideCursor
from psycopg import ServerCursor
from psycopg.errors import InsufficientPrivilege

from agora import metrics
from agora.context import ForeignInstance, State, current

if TYPE_CHECKING:
    from agora.context.backend.base import DatabaseWrapper

CONTROL = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK")
"""What an aborted transaction still accepts: sent as it is."""
PLAIN = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ")
"""What may share a trip with another statement: a VACUUM, say, may not."""


class _Told:
    """Tells the server the house at execute time, and reads rows only where they were asked for."""

    wrapper: "DatabaseWrapper"
    one_trip = False
    _asked_in: State | None = None

    def _tell(self) -> None:
        self._asked_in = self.wrapper.tell()

    def _check(self) -> None:
        asked, now = self._asked_in, current.get()
        if asked is not None and asked is not now and asked.pair != now.pair:
            raise ForeignInstance(f"rows asked for in {asked!r} are read in {now!r}")

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        try:
            return self._execute(query, params, **options)
        except InsufficientPrivilege:
            metrics.ISOLATION.count("rights")  # a wall held: somebody should ask who ran into it
            raise

    def _execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if isinstance(query, str) and query.startswith(CONTROL):
            try:
                return super().execute(query, params, **options)  # type: ignore[misc]
            finally:
                if query.startswith("ROLLBACK"):
                    self.wrapper.forget()
        if self.one_trip and isinstance(query, str) and query.startswith(PLAIN):
            return self._execute_plain(query, params, **options)
        self._tell()
        return super().execute(query, params, **options)  # type: ignore[misc]

    def _execute_plain(self, query: str, params: Any, **options: Any) -> Any:
        """Tell and ask in one trip: PostgreSQL plans the second statement after the first ran."""
        wrapper = self.wrapper
        state = self._asked_in = current.get()
        if wrapper.told == state.pair:
            return super().execute(query, params, **options)  # type: ignore[misc]
        wrapper.told = None  # and stays so if this fails: both statements are undone together
        super().execute(state.told_before + query, params, **options)  # type: ignore[misc]
        self.nextset()  # type: ignore[attr-defined]
        wrapper.told = state.pair
        return self

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        self._tell()
        super().executemany(query, params_seq, **options)  # type: ignore[misc]

    @contextmanager
    def copy(self, statement: Any, params: Any = None, **options: Any) -> Iterator[Any]:
        self._tell()
        with super().copy(statement, params, **options) as copy:  # type: ignore[misc]
            yield copy

    def stream(self, query: Any, params: Any = None, **options: Any) -> Iterator[Any]:
        self._tell()
        for row in super().stream(query, params, **options):  # type: ignore[misc]
            self._check()
            yield row

    def fetchone(self) -> Any:
        self._check()
        return super().fetchone()  # type: ignore[misc]

    def fetchmany(self, size: int = 0) -> Any:
        self._check()
        return super().fetchmany(size)  # type: ignore[misc]

    def fetchall(self) -> Any:
        self._check()
        return super().fetchall()  # type: ignore[misc]

    def __next__(self) -> Any:
        self._check()
        return super().__next__()  # type: ignore[misc]


class TellingCursor(_Told, Cursor):
    """The ordinary cursor: its values are bound here, so two statements may travel together."""

    one_trip = True


class TellingBindingCursor(_Told, ServerBindingCursor):
    """The ordinary cursor, under `server_side_binding`."""


class TellingServerCursor(_Told, ServerSideCursor):
    """The named cursor of `QuerySet.iterator()`."""


class TellingNamedCursor(_Told, ServerCursor):
    """The named cursor, under `server_side_binding`."""
