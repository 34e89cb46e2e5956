"""Our site under gunicorn, with its queries counted for the requests that ask for it.

`X-Count: 1` asks; the answer says `X-Queries` and `X-Longest-Query`. Other requests pay nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from agora.conf.wsgi import application as site

Environ = dict[str, Any]


def application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Pass the request on, inside the count if it is asked for."""
    if "HTTP_X_COUNT" not in environ:
        return site(environ, start_response)
    seen: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        seen.append(str(sql))
        return execute(sql, params, many, context)

    def answer(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        longest = max(map(len, seen), default=0)
        counts = [("X-Queries", str(len(seen))), ("X-Longest-Query", str(longest))]
        if environ["HTTP_X_COUNT"] == "tell":
            print("\n".join(f"-- {n} {sql[:600]}" for n, sql in enumerate(seen, 1)), flush=True)
        return start_response(status, [*headers, *counts], *rest)

    with connection.execute_wrapper(note):
        return site(environ, answer)
