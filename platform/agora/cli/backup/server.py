"""What a server holds, read by SQL: its version, its schemas and roles, the rows of some cities.

The copy that a proof starts is no house of ours, so this speaks to a server without Django.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from agora.cli.backup.places import BackupError
from agora.conf import env

SAMPLE = 5  # cities whose rows are read one by one

SCHEMAS = """
    SELECT n.nspname, count(c.oid) FILTER (WHERE c.relkind IN ('r', 'p')) FROM pg_namespace n
    LEFT JOIN pg_class c ON c.relnamespace = n.oid
    WHERE n.nspname !~ '^(pg_|information_schema$)' GROUP BY 1 ORDER BY 1"""
ROLES = """
    SELECT r.rolname, array(SELECT m.rolname::text FROM pg_auth_members a
        JOIN pg_roles m ON m.oid = a.member WHERE a.roleid = r.oid ORDER BY 1)
    FROM pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY 1"""
RIGHTS = """
    SELECT md5(string_agg(c.relname || (
        SELECT string_agg(one::text, ',' ORDER BY one::text) FROM unnest(coalesce(c.relacl,
            acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) one
    ), ';' ORDER BY c.relname)) FROM pg_class c
    WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')"""
TABLES = """
    SELECT relname, coalesce(n_tup_ins + n_tup_upd + n_tup_del, 0)
    FROM pg_stat_all_tables WHERE schemaname = %s ORDER BY 1"""
ROWS = """
    SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"""

Facts = dict[str, Any]


@contextmanager
def connected(**where: Any) -> Iterator["psycopg.Connection[Any]"]:
    """A connection to our server, or to another one told by `host` and more."""
    facts = env.database("AGORA_DATABASE_URL")
    told = {
        "host": facts.get("HOST"),
        "port": facts.get("PORT"),
        "user": facts.get("USER"),
        "password": facts.get("PASSWORD"),
        "dbname": facts.get("NAME"),
        **facts.get("OPTIONS", {}),
        **where,
    }
    told = {name: value for name, value in told.items() if value}
    try:
        with psycopg.connect(**told, autocommit=True, connect_timeout=10) as connection:
            yield connection
    except psycopg.Error as error:
        raise BackupError(f"the database: {' '.join(str(error).split())[:250]}") from error


def major(connection: "psycopg.Connection[Any]") -> int:
    """The major version of a server."""
    return connection.info.server_version // 10_000


def facts(connection: "psycopg.Connection[Any]", *, cities: list[str] | None = None) -> Facts:
    """What can be compared between a server and its copy.

    All schemas with their number of tables, all roles with their members; for some cities (those
    told, else a few at random) the rights on tables, and count and digest of the rows of each.
    """
    schemas = dict(connection.execute(SCHEMAS).fetchall())
    if cities is None:
        every = [name for name in schemas if name.startswith("t_")]
        cities = random.sample(every, min(SAMPLE, len(every)))
    cities = [name for name in cities if name in schemas]
    return {
        "schemas": schemas,
        "roles": dict(connection.execute(ROLES).fetchall()),
        "cities": {name: city(connection, name) for name in ["public", *sorted(cities)]},
    }


def city(connection: "psycopg.Connection[Any]", schema: str) -> Facts:
    """Rights and rows of one schema; each table with its count, digest and number of changes."""
    rights = connection.execute(RIGHTS, [schema]).fetchone()
    tables = {}
    for table, changes in connection.execute(TABLES, [schema]).fetchall():
        rows = connection.execute(sql.SQL(ROWS).format(sql.Identifier(schema, table))).fetchone()
        assert rows is not None
        tables[table] = [*rows, changes]
    return {"rights": rights and rights[0], "tables": tables}


def quiet(before: Facts, after: Facts) -> Facts:
    """What did not move between two readings: a copy made meanwhile must hold exactly that."""
    kept: Facts = {"cities": {}}
    for part in ("schemas", "roles"):
        was, now = before[part], after[part]
        kept[part] = {name: value for name, value in now.items() if was.get(name) == value}
    for name, was in before["cities"].items():
        now = after["cities"].get(name, {"rights": None, "tables": {}})
        kept["cities"][name] = {
            "rights": was["rights"] if was["rights"] == now["rights"] else None,
            "tables": {
                table: rows[:2]
                for table, rows in was["tables"].items()
                if now["tables"].get(table) == rows
            },
        }
    return kept


def differences(expected: Facts, found: Facts) -> list[str]:
    """Say what the copy lacks or has otherwise; what it has more came later."""
    wrong = []
    for part in ("schemas", "roles"):
        for name, value in expected[part].items():
            if found[part].get(name) != value:
                wrong.append(f"{part[:-1]} {name}: {found[part].get(name, 'missing')}")
    for name, was in expected["cities"].items():
        now = found["cities"].get(name)
        if now is None:
            wrong.append(f"city {name}: missing")
            continue
        if was["rights"] is not None and was["rights"] != now["rights"]:
            wrong.append(f"city {name}: other rights")
        wrong += [
            f"{name}.{table}: {now['tables'].get(table, ['no'])[0]} rows instead of {rows[0]}"
            for table, rows in was["tables"].items()
            if now["tables"].get(table, [])[:2] != rows
        ]
    return wrong
