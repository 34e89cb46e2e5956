"""`agora backup ...`: saving the server, proving it, bringing it back. docs/how-to/sauvegarder.md

agora backup base | dump | roles | prove      each leaves a row in the table of backups
agora backup wal PATH NAME                    archive_command
agora backup fetch-wal NAME PATH              restore_command
agora backup restore --to FOLDER [--at TIME]
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agora.conf import backups

if TYPE_CHECKING:
    from agora.cli.backup.places import Place

SCRATCH = Path("/var/tmp")  # noqa: S108  folders made there are private; /tmp may be memory


def backup(arguments: list[str]) -> int:
    """Do what is asked; 0 only when it is done."""
    asked = _parser().parse_args(arguments)
    # Two users write there, PostgreSQL's own and ours: what one makes, their group may clean up.
    os.umask(0o007)
    # After the words were understood; and the journal needs neither Django's applications nor SQL.
    from agora.cli.backup.places import BackupError, Place  # noqa: PLC0415
    from agora.files.gateway import StorageDown  # noqa: PLC0415

    try:
        place = Place(backups.target())
        code: int = asked.do(place, asked)
    except (BackupError, StorageDown, OSError) as error:
        print(f"agora backup {asked.verb}: {error}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="agora backup", description=backup.__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)

    def add(name: str, do: Callable[..., int], about: str) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about)
        verb.set_defaults(do=do)
        return verb

    add("base", _save, "copy the whole server")
    add("dump", _save, "save the database of a managed PostgreSQL")
    add("roles", _save, "save the roles alone")
    wal = add("wal", _wal, "archive_command: keep one segment of the journal")
    wal.add_argument("path", type=Path)
    wal.add_argument("name")
    fetch = add("fetch-wal", _fetch, "restore_command: bring one segment back")
    fetch.add_argument("name")
    fetch.add_argument("path", type=Path)
    restore = add("restore", _restore, "unpack the newest base, ready to replay the journal")
    restore.add_argument(
        "--to", type=Path, required=True, help="a folder that is empty or not there"
    )
    restore.add_argument(
        "--at", type=_moment, help="2026-11-28T14:05:00+01:00; the end unless told"
    )
    restore.add_argument("--dump", action="store_true", help="the newest dump's files instead")
    prove = add("prove", _prove, "restore the newest backup aside, compare, throw it away")
    prove.add_argument(
        "--kind", choices=("base", "dump"), default="", help="the newest unless told"
    )
    prove.add_argument("--scratch", type=Path, default=SCRATCH, help="where a base is unpacked")
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("say the offset from UTC")
    return moment


def _wal(place: "Place", asked: argparse.Namespace) -> int:
    from agora.cli.backup import journal  # noqa: PLC0415

    journal.archive(place, asked.path, asked.name)
    return 0


def _fetch(place: "Place", asked: argparse.Namespace) -> int:
    from agora.cli.backup import journal  # noqa: PLC0415

    return journal.fetch(place, asked.name, asked.path)


def _restore(place: "Place", asked: argparse.Namespace) -> int:
    from agora.cli.backup import restoring  # noqa: PLC0415

    if asked.dump:
        print(restoring.restore_dump(place, asked.to), end="")
    else:
        print(restoring.restore(place, asked.to, at=asked.at), end="")
    return 0


def _save(place: "Place", asked: argparse.Namespace) -> int:
    from agora.cli.backup import logical, physical, retention  # noqa: PLC0415

    make = {"base": physical.base, "dump": logical.dump, "roles": logical.roles}[asked.verb]

    def save() -> tuple[int, str]:
        days = backups.keep_days()
        kept = make(place)
        gone = retention.forget_old(place, asked.verb, days=days, now=datetime.now(UTC))
        return kept.size, f"{kept.stamp}" + (f", forgotten: {len(gone)}" if gone else "")

    return _journaled(asked.verb, save)


def _prove(place: "Place", asked: argparse.Namespace) -> int:
    from agora.cli.backup import proof  # noqa: PLC0415

    def prove() -> tuple[int, str]:
        proven = proof.prove(place, kind=asked.kind, scratch=asked.scratch)
        return proven.kept.size, proven.said

    return _journaled("proof", prove)


def _journaled(kind: str, do: Callable[[], tuple[int, str]]) -> int:
    """Do it, say so, and leave a row either way; a row that cannot be left changes nothing."""
    from agora.cli.backup.record import record  # noqa: PLC0415

    begun = time.monotonic()
    try:
        size, note = do()
    except Exception as error:
        seconds = time.monotonic() - begun
        record(kind, ok=False, seconds=seconds, note=str(error) or type(error).__name__)
        raise
    seconds = time.monotonic() - begun
    print(f"{kind}: {note} ({size} bytes, {seconds:.0f} s)")
    record(kind, ok=True, size=size, seconds=seconds, note=note)
    return 0
