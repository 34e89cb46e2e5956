"""The connection: knows what its server was last told, forgets when PostgreSQL undoes it."""

from typing import Any, NoReturn

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.utils.asyncio import async_unsafe
from psycopg.errors import error_from_result
from psycopg.postgres import types
from psycopg.pq import ExecStatus, Format

from agora.context import CityRef, State, current
from agora.context.backend import cursors
from agora.context.backend.operations import DatabaseOperations
from agora.context.backend.pool import Pool

TIMESTAMPTZ = types["timestamptz"].oid
CLOSED = "-c search_path=agora_no_city"
# Seconds to reach the server, and milliseconds without a sign of it once it is reached.
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 10_000}


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL connection, in the current house or nowhere.

    It replaces the backend of django-tenants, whose current schema is a property of the
    connection: threads, late querysets and nested blocks then read another city.
    """

    ops_class = DatabaseOperations
    told: tuple[str, str] | None = None
    _connection_pools: dict[str, Any]
    _configure_connection: Any

    # --- The house, read only ---------------------------------------------------------------
    @property
    def schema_name(self) -> str:
        """The schema of the current state; read by routers."""
        return current.get().house or "agora_no_city"

    @property
    def tenant(self) -> CityRef | None:
        """The current city."""
        return current.get().city

    def set_schema(self, schema_name: str, *_args: Any, **_kwargs: Any) -> None:
        """Accept what changes nothing, as a stock migration executor asks; refuse the rest."""
        state = current.get()
        if state.kind != "owner" or state.house != schema_name:
            self._refuse()

    def set_tenant(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: `agora.context` is the only door."""
        self._refuse()

    def set_schema_to_public(self) -> None:
        """Refused unless the owner is there already."""
        self.set_schema("public")

    def _refuse(self) -> NoReturn:
        raise TypeError("the house is entered through agora.context, never on the connection")

    # --- Telling the server ------------------------------------------------------------------
    def tell(self) -> State:
        """Put the server in the current house, in one round trip, if it is not there already."""
        state = current.get()
        if self.told != state.pair:
            self.told = None
            link = self.connection
            # Below psycopg's cursors, whose preparations cost as much again as the trip. Before
            # a BEGIN that psycopg has not sent yet, it holds for the session: so much the better.
            with link.lock:
                answer = link.pgconn.exec_(state.statement)
            if answer.status != ExecStatus.TUPLES_OK:
                raise error_from_result(answer, encoding="utf-8")
            self.told = state.pair
        return state

    def forget(self) -> None:
        """The server may be anywhere: tell it again before the next statement."""
        self.told = None

    def init_connection_state(self) -> None:
        """Forget on connect: the pool may hand a connection used elsewhere."""
        self.forget()
        super().init_connection_state()

    def _close(self) -> Any:
        self.forget()
        return super()._close()  # type: ignore[misc]

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.forget()

    def _savepoint_rollback(self, sid: str) -> None:
        try:
            super()._savepoint_rollback(sid)  # type: ignore[misc]
        finally:
            self.forget()

    # --- Connecting --------------------------------------------------------------------------
    def get_connection_params(self) -> dict[str, Any]:
        """Closed by default: a connection nobody told anything finds no table."""
        params = PATIENCE | super().get_connection_params()
        if self.alias != NO_DB_ALIAS:
            params["options"] = f"{params.get('options', '')} {CLOSED}".strip()
        return params

    @property
    def pool(self) -> Pool | None:
        """The pool of this process, ours instead of psycopg's; None unless the settings ask one."""
        wanted = self.settings_dict["OPTIONS"].get("pool")
        if not wanted or self.alias == NO_DB_ALIAS:
            return None
        if self.alias not in self._connection_pools:
            made = Pool(
                kwargs=self.get_connection_params() | {"autocommit": True},
                open=False,
                configure=self._configure_connection,
                **wanted,
            )
            # Several threads may make one at the same time: the first counts, none is open yet.
            self._connection_pools.setdefault(self.alias, made)
        found: Pool = self._connection_pools[self.alias]
        return found

    @async_unsafe
    def create_cursor(self, name: str | None = None) -> Any:
        """Return one of our cursors; time zones are read as Django reads them."""
        binding = self.settings_dict["OPTIONS"].get("server_side_binding") is True
        if name:
            kind = cursors.TellingNamedCursor if binding else cursors.TellingServerCursor
            cursor: Any = kind(  # type: ignore[call-arg]
                self.connection, name=name, scrollable=False, withhold=self.connection.autocommit
            )
        else:
            plain = cursors.TellingBindingCursor if binding else cursors.TellingCursor
            cursor = plain(self.connection)  # type: ignore[call-arg]
        cursor.wrapper = self
        loader = self.connection.adapters.get_loader(TIMESTAMPTZ, Format.TEXT)
        if self.timezone != loader.timezone:
            register_tzloader(self.timezone, cursor)
        return cursor

    def check_constraints(self, table_names: Any = None) -> None:
        """Check deferred constraints; tests call it from no city, so it tells nothing."""
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
