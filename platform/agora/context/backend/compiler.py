"""Compilers that refuse to run, in one house, a query built in another."""

from typing import Any

from django.db.backends.postgresql import compiler

from agora.context import ForeignInstance, current


class _Housed:
    query: Any

    def execute_sql(self, *args: Any, **kwargs: Any) -> Any:
        built_in = getattr(self.query, "built_in", "")
        if built_in and built_in != (here := current.get().house):
            raise ForeignInstance(f"a queryset of {built_in} is evaluated in {here or 'no house'}")
        return super().execute_sql(*args, **kwargs)  # type: ignore[misc]


class SQLCompiler(_Housed, compiler.SQLCompiler):
    """Reads."""


class SQLInsertCompiler(_Housed, compiler.SQLInsertCompiler):
    """Inserts."""


class SQLDeleteCompiler(_Housed, compiler.SQLDeleteCompiler):
    """Deletes."""


class SQLUpdateCompiler(_Housed, compiler.SQLUpdateCompiler):
    """Updates."""


class SQLAggregateCompiler(_Housed, compiler.SQLAggregateCompiler):
    """Counts and sums."""
