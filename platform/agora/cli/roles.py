"""`agora roles`: the logins, the roles and the database on a bare PostgreSQL, once and again.

The administrator may be a superuser or, as managed PostgreSQL gives it, a role with CREATEROLE and
CREATEDB. Passwords are those of the two addresses in the folder of secrets; the server is only
told what checks them.
"""

import argparse
import os
import pwd
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from agora.conf import env
from agora.context import APP_LOGIN
from agora.context.roles import OWNER, ensure_cluster_roles, prepare_database

LOCAL = "postgresql://postgres@/postgres?host=/var/run/postgresql"
FILES = {APP_LOGIN: "database-url", OWNER: "owner-database-url"}


def roles(arguments: list[str]) -> int:
    """Make or mend them; safe to run again. Exit code 78 if an address is not as it must be."""
    parser = argparse.ArgumentParser(prog="agora roles", description=roles.__doc__)
    parser.add_argument("--secrets", type=Path, default=Path("/etc/agora/secrets"))
    parser.add_argument("--as", dest="user", default="", help="system user to connect as")
    parser.add_argument("--replication", action="store_true", help="let the owner take copies")
    parser.add_argument("--watch", default="", help="system user that measures, through the socket")
    asked = parser.parse_args(arguments)
    address = env.text("AGORA_ADMIN_DATABASE_URL", LOCAL)
    if asked.watch in (*FILES, "postgres"):
        raise ImproperlyConfigured("--watch must be a login that does nothing else.")
    database, passwords = read(asked.secrets)
    if asked.user:
        become(asked.user)
    try:
        prepare(address, database, passwords=passwords, replication=asked.replication)
        if asked.watch:
            let_watch(address, asked.watch)
    except psycopg.Error as error:
        print(f"agora roles: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    print(f"{database}: {', '.join(FILES)}")
    return 0


def read(folder: Path) -> tuple[str, dict[str, str]]:
    """Name of the database and password of each login, from the files the processes will read."""
    names, passwords = set(), {}
    for login, file in FILES.items():
        path = folder / file
        if not path.is_file():
            raise ImproperlyConfigured(f"{path} is missing: agora secrets {folder} makes it.")
        parts = urlsplit(path.read_text(encoding="utf-8").strip())
        if unquote(parts.username or "") != login:
            raise ImproperlyConfigured(f"{path} must be the address of the login {login}.")
        names.add(unquote(parts.path.strip("/")))
        if parts.password:
            passwords[login] = unquote(parts.password)
    if len(names) != 1 or not all(names):
        raise ImproperlyConfigured(f"The two addresses in {folder} must name the same database.")
    return names.pop(), passwords


def become(user: str) -> None:
    """Go on as another system user: PostgreSQL knows its administrator by the socket's peer."""
    known = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(known.pw_gid)
    os.setuid(known.pw_uid)


def prepare(
    address: str, database: str, *, passwords: dict[str, str], replication: bool = False
) -> None:
    """Create what is missing on the server at `address`, an administrator's; raises psycopg.Error.

    `passwords` are set for the logins named; `replication` lets the owner make physical backups,
    which only a superuser may grant on most servers.
    """
    with psycopg.connect(address, autocommit=True) as admin:
        ensure_cluster_roles(admin)
        # Who is no superuser must be a member of the owner to give it a database.
        if admin.info.parameter_status("is_superuser") != "on":
            admin.execute(f"GRANT {OWNER} TO CURRENT_USER")
        if replication:
            admin.execute(f"ALTER ROLE {OWNER} REPLICATION")
        for login, password in passwords.items():
            _set_password(admin, login, password)
        known = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if known.fetchone() is None:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    with psycopg.connect(address, dbname=database, autocommit=True) as admin:
        prepare_database(admin)


def let_watch(address: str, login: str) -> None:
    """Let a system user read what PostgreSQL measures of itself; raises psycopg.Error.

    It has no password, so it enters by the server's own socket alone, and no table of ours is open
    to it; but it sees the statements that run, as every member of `pg_monitor` does.
    """
    with psycopg.connect(address, autocommit=True) as admin:
        name = sql.Identifier(login)
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone():
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        admin.execute(sql.SQL("GRANT pg_monitor TO {}").format(name))


def _set_password(admin: "psycopg.Connection[Any]", login: str, password: str) -> None:
    """Send what checks the password, never the password: statements end in the server's log."""
    proof = admin.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    admin.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(
            sql.Identifier(login), sql.Literal(proof.decode())
        )
    )
