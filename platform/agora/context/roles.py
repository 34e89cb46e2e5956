"""Database roles: one per state and one per city, with the rights each needs and no other.

Roles belong to the whole server and are in no dump: whoever restores, erases or tests creates
and drops them. Rights are given table by table here, so that a migration needs no SQL for them.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from agora.context import APP_LOGIN
from agora.context.router import apps_of

OWNER, NOBODY, PLATFORM, CLUB, QUEUE = (
    "agora_owner",
    "agora_nobody",
    "agora_platform",
    "agora_club",
    "agora_queue",
)
STATES = (NOBODY, PLATFORM, CLUB, QUEUE)
ALL = "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"
QUEUE_APP = "procrastinate"


def ensure_cluster_roles(admin: Any) -> None:
    """Create the roles of the server, as an administrator; safe to run again.

    `admin` is a psycopg connection in autocommit. Passwords are the deployer's business
    (`ALTER ROLE ... PASSWORD`): none is set here, so neither login works over the network yet.
    """
    for name, rights in (
        (OWNER, "LOGIN CREATEROLE NOINHERIT"),
        (APP_LOGIN, "LOGIN NOINHERIT"),
        *((state, "NOLOGIN") for state in STATES),
    ):
        known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if known is None:
            admin.execute(f'CREATE ROLE "{name}" {rights}')
    for state in STATES:
        admin.execute(f'GRANT "{state}" TO "{APP_LOGIN}", "{OWNER}"')


def prepare_database(admin: Any) -> None:
    """Give the current database to the owner and close it to everyone else; safe to run again."""
    name = admin.execute("SELECT quote_ident(current_database())").fetchone()[0]
    for statement in (
        f"ALTER DATABASE {name} OWNER TO {OWNER}",
        # A temporary table stands first in every path and outlives the request.
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {APP_LOGIN}, {', '.join(STATES)}",
        f"ALTER SCHEMA public OWNER TO {OWNER}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {PLATFORM}, {CLUB}, {QUEUE}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    ):
        admin.execute(statement)


def create_role(schema: str) -> None:
    """Create the role of a house, named as its schema; in the owner state.

    The owner becomes a member, to rename and drop it; the application, to enter it.
    """
    role = connection.ops.quote_name(schema)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
        cursor.execute(f"GRANT {role} TO {APP_LOGIN}, {OWNER}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")


def drop_role(schema: str) -> None:
    """Drop the role of a house whose schema is gone; in the owner state."""
    role = connection.ops.quote_name(schema)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema])
        if cursor.fetchone():
            cursor.execute(f"REVOKE ALL ON SCHEMA public FROM {role}")  # all it had elsewhere
            cursor.execute(f"DROP ROLE {role}")


def house_rights(schema: str, role: str = "") -> list[str]:
    """Return the statements that give a house's role its rights in its schema."""
    quote = connection.ops.quote_name
    place, holder = quote(schema), quote(role or schema)
    return [
        f"GRANT USAGE ON SCHEMA {place} TO {holder}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {place} TO {holder}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {place} TO {holder}",
        *(
            f"GRANT {rights} ON {place}.{quote(table)} TO {holder}"
            for label in sorted(apps_of(schema))
            for table, rights in grants_for(label)
        ),
    ]


def public_rights() -> list[str]:
    """Return the statements that give the public house to the provider and its queue."""
    return [
        *house_rights("public", PLATFORM),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {QUEUE}",
        *(
            f"GRANT {ALL} ON public.{connection.ops.quote_name(table)} TO {QUEUE}"
            for table, _rights in grants_for(QUEUE_APP)
        ),
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {QUEUE}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {QUEUE}",
    ]


def grants_for(label: str) -> Iterator[tuple[str, str]]:
    """Yield each table of an app with what its house may do there.

    A model with `append_only = True` (the journal) is never changed nor emptied by its house.
    """
    if label not in {config.label for config in apps.get_app_configs()}:
        return
    for model in apps.get_app_config(label).get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy:
            yield meta.db_table, _rights_on(model, label)
        elif not meta.managed and label == QUEUE_APP:
            yield meta.db_table, "SELECT"


def _rights_on(model: type[models.Model], label: str) -> str:
    return APPEND if getattr(model, "append_only", False) else ALL
