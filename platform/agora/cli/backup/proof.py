"""`agora backup prove`: a backup that was never restored is a hope, so restore it and look.

A base is started on files of its own, wherever the programs of a server of its major are; a dump
goes into a scratch database of the same server, the only place a managed PostgreSQL leaves.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import errors, sql

from agora.cli.backup import server
from agora.cli.backup.copies import Copy
from agora.cli.backup.loading import load
from agora.cli.backup.places import BackupError, Kept, Place
from agora.cli.backup.programs import logged_in, program
from agora.cli.backup.restoring import holes, restore_command, unpack

ENOUGH = 3  # differences told


@dataclass(frozen=True)
class Proof:
    """A backup that came back as it was."""

    kept: Kept
    said: str


def prove(place: Place, *, kind: str = "", scratch: Path) -> Proof:
    """Restore the newest backup, compare, throw away; raise with the first differences."""
    kinds = [kind] if kind else [one for one in ("base", "dump") if any(place.stamps(one).values())]
    if not kinds:
        raise BackupError("there is no backup to prove")
    kept = max((place.newest(one) for one in kinds), key=lambda one: one.stamp)
    said = _prove_base(place, kept, scratch) if kept.kind == "base" else _prove_dump(place, kept)
    return Proof(kept, f"{kept.kind} {kept.stamp}: {said}")


def _prove_base(place: Place, kept: Kept, scratch: Path) -> str:
    program("postgres", major=kept.facts["major"], exact=True)  # before anything is fetched
    if missing := holes(place, kept):
        raise BackupError(f"the journal lacks {missing[0]} ({len(missing)} in all)")
    with tempfile.TemporaryDirectory(prefix="agora-proof-", dir=scratch) as folder:
        data = Path(folder) / "data"
        unpack(place, kept, data)
        known: Any = {"restore_command": restore_command(place)}
        major = kept.facts["major"]
        with Copy(data, major, immediate=True, **known) as enter, enter() as connection:
            _compare(kept, connection)
        with Copy(data, major, immediate=False, **known) as enter, enter() as connection:
            now = server.facts(connection, cities=list(kept.facts["facts"]["cities"])[1:])
            last = connection.execute("SELECT pg_last_xact_replay_timestamp()").fetchone()
    _refuse_lost(now)
    until = last[0].astimezone(UTC) if last and last[0] else kept.ended
    return f"{len(now['schemas'])} schemas, journal up to {until:%Y-%m-%d %H:%M:%S} UTC"


def _refuse_lost(copy: server.Facts) -> None:
    """At the end of its journal a copy has every city that was served by then."""
    with server.connected() as connection:
        live = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^t_'")
        names = {row[0] for row in live.fetchall()}
    if names and not names & set(copy["schemas"]):
        raise BackupError("the copy has none of the cities of the server")


def _prove_dump(place: Place, kept: Kept) -> str:
    with logged_in() as where, _scratch(where["PGDATABASE"] + "_proof") as name:
        for lot in sorted(one for one in kept.facts["files"] if one.startswith("lot-")):
            with tempfile.TemporaryFile() as whole:
                shutil.copyfileobj(place.opened(kept, lot), whole)
                whole.seek(0)
                load(whole, dbname=name, major=kept.facts["major"], where=where)
        with server.connected(dbname=name) as connection:
            _compare(kept, connection)
    age = datetime.now(UTC) - kept.ended
    return f"{len(kept.facts['facts']['schemas'])} schemas, {age.days} days old"


@contextmanager
def _scratch(name: str) -> Iterator[str]:
    """A database for one proof: made and dropped here, or lent by the administrator and emptied."""
    made = False
    with server.connected() as connection:
        database = sql.Identifier(name)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            try:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(database)
                )
            except errors.InsufficientPrivilege as error:
                remedy = f'CREATE DATABASE "{name}" OWNER {connection.info.user}'
                raise BackupError(f"a proof needs a scratch database: {remedy}") from error
            made = True
    try:
        with server.connected(dbname=name) as connection:
            _empty(connection)
        yield name
    finally:
        if made:
            with server.connected() as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))
        else:
            with server.connected(dbname=name) as connection:
                _empty(connection)


def _empty(connection: Any) -> None:
    for (schema,) in connection.execute(
        "SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$)'"
    ).fetchall():
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


def _compare(kept: Kept, connection: Any) -> None:
    expected = kept.facts["facts"]
    found = server.facts(connection, cities=list(expected["cities"])[1:])
    if wrong := server.differences(expected, found):
        more = f" and {len(wrong) - ENOUGH} more" if len(wrong) > ENOUGH else ""
        raise BackupError(f"{'; '.join(wrong[:ENOUGH])}{more}")
