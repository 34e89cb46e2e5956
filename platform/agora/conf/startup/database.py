"""The database: new and wide enough, reached by the right login, at a release this code runs on."""

import psycopg
from django.conf import settings

from agora import RELEASE
from agora.conf.refusal import Away, Refusal
from agora.context import APP_LOGIN, facts, probe
from agora.context.roles import OWNER

URL = "AGORA_DATABASE_URL"
VERSION, LOCKS = 150000, 256
ROLES = "Prepare the roles as docs/how-to says, and use the login meant for this process"
# What the server, or the library, says when waiting would not help.
FOR_GOOD = {
    "password authentication failed": ("its login is not accepted", "Correct user or password"),
    "no password supplied": ("its login has no password", "Write user and password in it"),
    "does not exist": ("names a role or a database that is not there", "Create it, or correct it"),
    "no such database": ("names a database the pooler does not know", "Correct it, or the pooler"),
    "no pg_hba.conf entry": ("the server admits nobody from here", "Add a line to pg_hba.conf"),
    "unsupported startup parameter": (
        "the pooler refuses our options",
        "Set ignore_startup_parameters=options there and pool_mode=session, or go round it",
    ),
    "certificate": ("the server's certificate is not accepted", "Correct sslrootcert or sslmode"),
    "does not support SSL": ("the server speaks no TLS", "Switch its TLS on, or correct sslmode"),
    "invalid": ("has an option that cannot be", "Correct what follows the question mark"),
}


def check(kind: str, *, owner: bool, connections: int) -> None:
    """Raise the first `Refusal` the database gives reason for, or `Away` if it does not answer."""
    if not settings.DATABASES["default"].get("NAME"):
        remedy = "Set it to postgresql://user:password@host/database"
        raise Refusal(URL, "is missing", remedy)
    params = probe.parameters()
    try:
        found = facts.gather(params)
        _check_server(found, connections)
        _check_login(kind, found, owner=owner)
        _check_pooler(kind, found)
        probe.verify(params)
    except probe.UnsafePooler:
        problem = "a pooler mixes connections: one city would be served another's rows"
        raise Refusal(URL, problem, "Set pool_mode=session there, or go round it") from None
    except psycopg.OperationalError as error:
        raise _absence(error) from None
    except psycopg.Error as error:
        problem = f"the database cannot be asked ({type(error).__name__})"
        raise Refusal(URL, problem, "Correct the URL and its options") from None
    _check_release(kind, found.release)


def _absence(error: psycopg.OperationalError) -> Exception:
    """Say whether waiting helps; the words of the library are quoted after their last colon."""
    words = str(error)
    for sign, (problem, remedy) in FOR_GOOD.items():
        if sign in words:
            return Refusal(URL, problem, remedy)
    reason = words.strip().partition("\n")[0].rpartition(": ")[2].strip() or "no reason given"
    return Away(f"{URL}: the database does not answer ({reason}).")


def _check_server(found: facts.Facts, connections: int) -> None:
    if found.version < VERSION:
        problem = f"the server is PostgreSQL {found.version // 10000}"
        raise Refusal(URL, problem, f"Use {VERSION // 10000} or later")
    if found.locks < LOCKS:
        problem = f"the server's max_locks_per_transaction is {found.locks}"
        remedy = f"Set it to {LOCKS} or more in postgresql.conf and restart the server"
        raise Refusal(URL, problem, remedy)
    if found.connections < connections:
        problem = (
            f"this process may open {connections} connections, the server admits"
            f" {found.connections}"
        )
        remedy = "Raise max_connections there, or lower AGORA_WEB_WORKERS or AGORA_DATABASE_POOL"
        raise Refusal(URL, problem, remedy)


def _check_login(kind: str, found: facts.Facts, *, owner: bool) -> None:
    # The owner makes the roles of cities, and copies of the whole server where it may.
    fitting = {"CREATEROLE", "REPLICATION"} if owner else set()
    powers = [name for name in found.powers if name not in fitting]
    if powers:
        problem = f"its login has {' and '.join(powers)}, beyond every wall between cities"
        raise Refusal(URL, problem, ROLES)
    if found.unreachable:
        problem = f"its login cannot act as {', '.join(found.unreachable)}"
        raise Refusal(URL, problem, ROLES)
    if found.inherited:
        problem = f"its login has the rights of {', '.join(found.inherited)} without acting as it"
        remedy = "Make it NOINHERIT, and grant the roles again (WITH INHERIT FALSE)"
        raise Refusal(URL, problem, remedy)
    if owner and not found.makes_roles:
        problem = f"its login cannot act as {OWNER}, who creates the roles of cities"
        remedy = f"Use the login {OWNER}" + (
            ", or leave the queue ops to another worker (--queues)" if kind == "worker" else ""
        )
        raise Refusal(URL, problem, remedy)
    if found.reaches_owner and not owner:
        problem = f"its login may act as {OWNER}, whom this process does not need"
        raise Refusal(URL, problem, f"Use the login {APP_LOGIN}")
    if found.temporary:
        problem = f"{', '.join(found.temporary)} may create temporary tables in the database"
        remedy = "REVOKE TEMPORARY ON DATABASE … FROM PUBLIC, and from those roles"
        raise Refusal(URL, problem, remedy)


def _check_pooler(kind: str, found: facts.Facts) -> None:
    """Say so if the role our queue asks for as it connects would get lost on the way."""
    if not found.keeps_options and kind in ("worker", "scheduler"):
        problem = "a pooler drops the options of connections, and the queue needs its own"
        raise Refusal(URL, problem, "Connect workers and scheduler to the server itself")


def _check_release(kind: str, release: int | None) -> None:
    if release is not None and release > RELEASE + 1:
        problem = f"the database is at release {release}, this code at {RELEASE}"
        raise Refusal(URL, problem, "Install the program of that release")
    if kind == "release":
        return
    if release is None:
        raise Refusal(URL, "the database has no tables of ours yet", "Run first: agora release")
    if release < RELEASE - 1:
        problem = f"the database is at release {release}, this code at {RELEASE}"
        raise Refusal(URL, problem, "Run first: agora release")
