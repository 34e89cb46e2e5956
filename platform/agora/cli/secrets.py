"""`agora secrets DIR`: the files nobody else may read, with strong values where we can."""

import argparse
import os
import secrets as randomness
from pathlib import Path
from urllib.parse import quote, urlencode

from agora.conf.startup.secrets import weakness
from agora.context import APP_LOGIN
from agora.context.roles import OWNER

# Ours to invent, and others': they stay empty (the feature is off) until somebody fills them in.
GIVEN = ("smtp-url", "stripe-key", "stripe-webhook-secret", "sentry-dsn", "aws-credentials")


def secrets(arguments: list[str]) -> int:
    """Write each file that is missing, readable by its owner alone; what exists stays."""
    parser = argparse.ArgumentParser(prog="agora secrets", description=secrets.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", default="", help="server of the database; else its local socket")
    parser.add_argument("--socket", default="/var/run/postgresql", help="folder of the socket")
    parser.add_argument("--port", type=int, default=5432)
    parser.add_argument("--database", default="agora")
    parser.add_argument("--options", default="", help="of the connection: sslmode=verify-full")
    asked = parser.parse_args(arguments)
    place = address(asked.host, asked.socket, asked.port, asked.database, asked.options)
    for name in write(asked.folder, place):
        print(asked.folder / name)
    return 0


def address(host: str, socket: str, port: int, database: str, options: str = "") -> str:
    """An address of the database with room for a login: `postgresql://{}@…`."""
    query = [options] if options else []
    if host:
        where = f"{host}:{port}"
    else:
        where = ""
        query.insert(0, urlencode({"host": socket, "port": port}, safe="/"))
    ending = f"?{'&'.join(query)}" if query else ""
    return f"postgresql://{{}}@{where}/{quote(database)}{ending}"


def write(folder: Path, place: str) -> list[str]:
    """Write what is missing into the folder, made if need be; the names of what was written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = {
        "secret-key": _key(),
        "blueprint-seeds": randomness.token_hex(32),
        "grafana-password": randomness.token_urlsafe(18),
        "database-url": place.format(f"{APP_LOGIN}:{randomness.token_urlsafe(32)}"),
        "owner-database-url": place.format(f"{OWNER}:{randomness.token_urlsafe(32)}"),
        **dict.fromkeys(GIVEN, ""),
    }
    written = []
    for name, value in wanted.items():
        try:
            file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(file, "w", encoding="utf-8") as stream:
            stream.write(f"{value}\n" if value else "")
        written.append(name)
    return written


def _key() -> str:
    """A secret key that no start refuses: one in some millions would begin like an example."""
    key = randomness.token_urlsafe(64)
    return _key() if weakness(key) else key
