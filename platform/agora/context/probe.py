"""Start-up probe: a pooler that hands one server connection to two of ours would mix two houses.

Accepted: direct connections, psycopg's pool, PgBouncer in session mode. Refused: a pooler per
transaction, which would send a city's query with the role or path of another (85 % of reads
measured wrong).
"""

from typing import Any

import psycopg
from django.db import connection

from agora.context import NONE

PAIRS = (NONE.pair, ("public", "agora_platform"))
ROUNDS = 25
CONNECT_SECONDS = 3
SET = "SELECT set_config('search_path', %s, false), set_config('role', %s, false)"
ASK = "SELECT pg_backend_pid(), current_setting('search_path'), current_setting('role')"


class UnsafePooler(Exception):
    """What stands between us and PostgreSQL mixes connections: the process must not start."""


def verify(params: dict[str, Any]) -> None:
    """Raise `UnsafePooler` if two connections opened with `params` ever see each other's house."""
    left, right = (psycopg.connect(**params) for _side in PAIRS)
    with left, right:
        seen: list[set[int]] = [set(), set()]
        for connection, pair in zip((left, right), PAIRS, strict=True):
            connection.autocommit = True
            connection.execute(SET, pair)
        for turn in range(ROUNDS):
            for side, connection in enumerate((left, right)):
                seen[side].add(_ask(connection, PAIRS[side]))
            if turn % 2:
                _overlap(left, right, seen)
        if len(seen[0]) > 1 or len(seen[1]) > 1 or seen[0] == seen[1]:
            raise UnsafePooler("the server connection changes under us: use session pooling")


def _overlap(left: Any, right: Any, seen: list[set[int]]) -> None:
    with left.transaction(), right.transaction():
        seen[1].add(_ask(right, PAIRS[1]))
        seen[0].add(_ask(left, PAIRS[0]))


def _ask(connection: Any, pair: tuple[str, str]) -> int:
    pid, path, role = connection.execute(ASK).fetchone()
    if (path, role) != pair:
        raise UnsafePooler(f"told {pair}, found {(path, role)}: use session pooling")
    return int(pid)


def parameters() -> dict[str, Any]:
    """The parameters Django connects with, for a plain connection that does not wait for ever."""
    params = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(ours, None)
    return {"connect_timeout": CONNECT_SECONDS, **params}
