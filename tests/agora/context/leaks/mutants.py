"""Known ways to be wrong: the fuzzer must catch every one of them."""

from typing import Any

from django.db.backends.postgresql import base as postgres

from agora import context
from agora.context import models
from agora.context.backend import base, compiler, cursors

Wrapper = base.DatabaseWrapper


def keeps_pair_on_rollback() -> None:
    """Trusts what the server was told inside a transaction that is gone."""
    Wrapper.forget = lambda self: None  # type: ignore[method-assign]
    close, begin = Wrapper._close, Wrapper.init_connection_state

    def closed(self: Any) -> Any:
        self.told = None
        return close(self)

    def begun(self: Any) -> None:
        self.told = None
        begin(self)

    Wrapper._close = closed  # type: ignore[method-assign]
    Wrapper.init_connection_state = begun  # type: ignore[method-assign]


def keeps_pair_on_close() -> None:
    """Trusts a new connection with what the former was told."""
    Wrapper.init_connection_state = postgres.DatabaseWrapper.init_connection_state  # type: ignore[method-assign]
    Wrapper._close = postgres.DatabaseWrapper._close  # type: ignore[method-assign]


def tells_at_cursor_creation() -> None:
    """Applies the house when a cursor is made, not when it runs."""
    create = Wrapper.create_cursor

    def made(self: Any, name: Any = None) -> Any:
        cursor = create(self, name)
        self.tell()
        return cursor

    Wrapper.create_cursor = made  # type: ignore[method-assign]
    cursors._Told._tell = lambda self: None  # type: ignore[method-assign]
    cursors.PLAIN = ()  # type: ignore[assignment]


def stays_after_an_error() -> None:
    """Leaves the house only when all went well: the forgotten `finally`."""
    leave = context._Visit.__exit__

    def exit_(self: Any, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            leave(self, kind, error, trace)

    context._Visit.__exit__ = exit_  # type: ignore[method-assign]


def applies_no_role() -> None:
    """Only the path, under a login that may all: what the city lacks is read from the provider."""
    tell = context._told

    def told(kind: str, schema: str) -> Any:
        house, pair, statement = tell(kind, schema)
        role = f"set_config('role', '{pair[1]}'"
        return house, pair, statement.replace(role, "set_config('role', 'none'")

    context._told = told  # type: ignore[assignment]


def forgets_where_querysets_were_built() -> None:
    """Evaluates a queryset wherever it happens to be."""
    for name in ("SQLCompiler", "SQLAggregateCompiler"):
        del_ = getattr(compiler, name)
        del_.execute_sql = getattr(compiler.compiler, name).execute_sql


def forgets_where_rows_come_from() -> None:
    """Saves and follows objects of another city."""
    models._refuse_foreign = lambda instance: None


def reads_rows_anywhere() -> None:
    """Hands the rows of one city's cursor to whoever is there."""
    cursors._Told._check = lambda self: None  # type: ignore[method-assign]
    forgets_where_querysets_were_built()


MUTANTS = {
    mutate.__name__: mutate
    for mutate in (
        keeps_pair_on_rollback,
        keeps_pair_on_close,
        tells_at_cursor_creation,
        stays_after_an_error,
        applies_no_role,
        forgets_where_querysets_were_built,
        forgets_where_rows_come_from,
    )
}
