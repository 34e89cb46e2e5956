"""`agora backup base`: the whole server copied while it works; its journal goes on from there."""

import re
from typing import Any

from agora.cli.backup import server
from agora.cli.backup.logical import write_roles
from agora.cli.backup.places import BackupError, Draft, Kept, Place
from agora.cli.backup.programs import logged_in, program, streamed

ARCHIVE = "base.tar.gz"
START = re.compile(rb"start point: ([0-9A-F]+)/([0-9A-F]+) on timeline (\d+)")
ABOUT = """
    SELECT (SELECT system_identifier::text FROM pg_control_system()),
           (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'),
           current_setting('archive_mode')"""


def base(place: Place) -> Kept:
    """Copy the server, its roles, and what a proof will compare; the manifest comes last.

    The journal written meanwhile is inside, so that the set can be restored by itself.
    """
    draft = Draft(place, "base")
    with server.connected() as connection:
        major = server.major(connection)
        identifier, segment_size, archive = _about(connection)
        before = server.facts(connection)
    command = [program("pg_basebackup", major=major), "--pgdata=-", "--format=tar"]
    command += ["--wal-method=fetch", "--checkpoint=fast", "--compress=client-gzip:3"]
    command += ["--manifest-checksums=SHA256", "--no-password", "--verbose"]
    command += ["--label=agora"]
    with logged_in() as where:
        try:
            with streamed(command, env=where) as stream:
                draft.write(ARCHIVE, stream.output)
        except BackupError as error:
            raise _with_remedy(error) from error
        write_roles(draft, major, where)
    with server.connected() as connection:
        after = server.facts(connection, cities=list(before["cities"])[1:])
    return draft.close(
        major=major,
        system=identifier,
        segment_size=segment_size,
        archived=archive != "off",
        start=_start(stream.words, segment_size),
        facts=server.quiet(before, after),
    )


def _about(connection: Any) -> Any:
    return connection.execute(ABOUT).fetchone()


def _start(words: bytes, segment_size: int) -> str:
    """Name the first segment of the journal that the copy needs."""
    found = START.search(words)
    if not found:
        raise BackupError("pg_basebackup did not say where the copy starts")
    high, low, timeline = int(found[1], 16), int(found[2], 16), int(found[3])
    return f"{timeline:08X}{high:08X}{low // segment_size:08X}"


def _with_remedy(error: BackupError) -> BackupError:
    if "replication" in str(error) or "WAL sender" in str(error):
        remedy = "ALTER ROLE agora_owner REPLICATION, and a replication line in pg_hba.conf"
        return BackupError(f"{error} (the login of a base backup needs: {remedy})")
    return error
