"""What the database says of itself and of us: asked in one transaction, before anything is served.

Each role is tried in a savepoint and for the transaction alone, so that even a pooler that mixes
connections is left as it was found.
"""

from dataclasses import dataclass
from typing import Any

import psycopg

from agora.context.roles import OWNER, PLATFORM, STATES

CLOSED = "agora_no_city"  # what our connections ask for as they begin (`backend.base`)

_SERVER = """
SELECT current_setting('server_version_num')::int AS version,
    current_setting('max_locks_per_transaction')::int AS locks,
    current_setting('search_path') AS path,
    least(
        current_setting('max_connections')::int
            - current_setting('superuser_reserved_connections')::int
            - coalesce(current_setting('reserved_connections', true)::int, 0),
        nullif(rolconnlimit, -1), nullif(datconnlimit, -1)
    ) AS connections,
    rolname AS login, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
FROM pg_roles, pg_database WHERE rolname = session_user AND datname = current_database()
"""
_RIGHTS = """
SELECT rolname, pg_has_role(session_user, oid, 'USAGE') AS inherited,
    has_database_privilege(oid, current_database(), 'TEMPORARY') AS temporary, rolcreaterole
FROM pg_roles WHERE rolname = ANY(%s)
"""
_BECOME = "SELECT set_config('role', %s, true)"
_RELEASE = "SELECT max(number) FROM public.tenants_release"
POWERS = {
    "rolsuper": "SUPERUSER",
    "rolbypassrls": "BYPASSRLS",
    "rolcreaterole": "CREATEROLE",
    "rolcreatedb": "CREATEDB",
    "rolreplication": "REPLICATION",
}


@dataclass(frozen=True)
class Facts:
    """One database, seen by one login."""

    version: int
    """As PostgreSQL counts: 160014 is 16.14."""
    locks: int
    """Of `max_locks_per_transaction`."""
    connections: int
    """How many this login may open, all processes together."""
    keeps_options: bool
    """What we ask for as we connect reaches the server (some poolers drop it)."""
    powers: tuple[str, ...]
    """Attributes of the login that reach beyond any table."""
    unreachable: tuple[str, ...]
    """States it cannot enter."""
    inherited: tuple[str, ...]
    """States whose rights it has without entering them."""
    makes_roles: bool
    """It may act as the owner of the tables, who may create the roles of cities."""
    reaches_owner: bool
    """It may act as the owner of the tables."""
    temporary: tuple[str, ...]
    """States that may create temporary tables, which stand first in every path."""
    release: int | None
    """The newest release whose tables are there; None before the first."""


def gather(params: dict[str, Any]) -> Facts:
    """Ask; `psycopg.OperationalError` if nobody answers."""
    with psycopg.connect(**params) as link, link.transaction(force_rollback=True):
        ask = link.cursor(row_factory=psycopg.rows.dict_row)
        server: Any = ask.execute(_SERVER).fetchone()
        reached = {role for role in (*STATES, OWNER) if _may(link, role)}
        rights = {row["rolname"]: row for row in ask.execute(_RIGHTS, [[*STATES, OWNER]])}
        return Facts(
            version=server["version"],
            locks=server["locks"],
            connections=server["connections"],
            keeps_options=server["path"] == CLOSED,
            powers=tuple(word for name, word in POWERS.items() if server[name]),
            unreachable=tuple(role for role in STATES if role not in reached),
            inherited=_those(rights, "inherited", besides=server["login"]),
            makes_roles=OWNER in reached and rights[OWNER]["rolcreaterole"],
            reaches_owner=OWNER in reached,
            temporary=_those(rights, "temporary", besides=OWNER),
            release=_release(link) if PLATFORM in reached else None,
        )


def _those(rights: dict[str, Any], name: str, *, besides: str) -> tuple[str, ...]:
    return tuple(role for role, row in sorted(rights.items()) if row[name] and role != besides)


def _may(link: Any, role: str) -> bool:
    """Tell whether we can act as `role`; it is left again at once."""
    try:
        with link.transaction(force_rollback=True):
            link.execute(_BECOME, [role])
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidParameterValue):
        return False
    return True


def _release(link: Any) -> int | None:
    try:
        with link.transaction(force_rollback=True):
            link.execute(_BECOME, [PLATFORM])
            found = link.execute(_RELEASE).fetchone()[0]
    except (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege):
        return None
    return None if found is None else int(found)
