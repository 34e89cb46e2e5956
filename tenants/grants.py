"""A house is a schema and a role of the same name: made, renamed, dropped and checked together.

All of it but the check runs in the owner state of whoever calls.
"""

from typing import Any

from django.db import connection

from agora.context import public, roles
from tenants.registries import open_views

FOREIGN_RIGHTS = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname <> %(schema)s
   AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
   AND c.relname <> ALL(%(open)s)
   AND CASE c.relkind WHEN 'S' THEN has_sequence_privilege(%(schema)s, c.oid, 'USAGE')
       ELSE has_table_privilege(%(schema)s, c.oid, 'SELECT, INSERT, UPDATE, DELETE') END
 ORDER BY 1 LIMIT 5
"""
UNREADABLE = """
SELECT 'its schema' WHERE NOT has_schema_privilege(%(schema)s, %(schema)s, 'USAGE')
UNION ALL SELECT c.relname FROM pg_class c WHERE c.relnamespace = to_regnamespace(%(schema)s)
   AND c.relkind IN ('r', 'v') AND c.relname <> 'django_migrations'
   AND NOT has_table_privilege(%(schema)s, c.oid, 'SELECT')
 ORDER BY 1 LIMIT 5
"""


class WrongRights(Exception):
    """A city's role sees something that is not its own, or misses something that is."""


def make_house(name: str) -> None:
    """Create an empty schema and its role, if they are not there."""
    house = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {house}")
    roles.create_role(name)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA {house} TO {house}")


def grant_house(name: str) -> None:
    """Give a role its rights on every table of its schema; safe to run again."""
    with connection.cursor() as cursor:
        cursor.execute(";\n".join(roles.house_rights(name)))


def grant_public() -> None:
    """Give the provider's house to the provider's role and the queue to its own."""
    with connection.cursor() as cursor:
        cursor.execute(";\n".join(roles.public_rights()))


def grant_club(name: str) -> None:
    """Give the users' club its role's rights on its own schema; those in public are in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(";\n".join(roles.house_rights(name, roles.CLUB)))


def rename_house(name: str, to: str) -> None:
    """Rename a schema and its role: rights follow, for they hang on numbers, not names."""
    old, new = connection.ops.quote_name(name), connection.ops.quote_name(to)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {old} RENAME TO {new}; ALTER ROLE {old} RENAME TO {new}")


def drop_schema(name: str) -> None:
    """Drop a schema; its role stays, for roles belong to the server and other databases."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(name)} CASCADE")


def drop_house(name: str) -> None:
    """Drop a schema and its role."""
    drop_schema(name)
    roles.drop_role(name)


def check_house(name: str) -> str:
    """Read the rights of a city's role in the catalogue; raise if they are not exactly its own."""
    facts: dict[str, Any] = {"schema": name, "open": list(open_views)}
    with public(), connection.cursor() as cursor:
        for query, what in ((FOREIGN_RIGHTS, "sees"), (UNREADABLE, "cannot read")):
            cursor.execute(query, facts)
            if wrong := [row[0] for row in cursor.fetchall()]:
                raise WrongRights(f"{name} {what} {', '.join(wrong)}")
    return "own house only"
