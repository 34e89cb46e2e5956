"""What happens to a session at the worst moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def right_before_a_session_is_written(statement: str) -> Iterator[None]:
    """Slip a statement in before each one that writes a session again; if it fails, that does."""

    def write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('UPDATE "django_session"'):
            execute(statement, None, False, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(write):
        yield
