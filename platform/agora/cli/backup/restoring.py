"""`agora backup restore`: a base unpacked and checked, ready to replay its journal."""

import hashlib
import json
import os
import shlex
import shutil
import sys
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from agora.cli.backup import journal
from agora.cli.backup.logical import ROLES
from agora.cli.backup.physical import ARCHIVE
from agora.cli.backup.places import PART, BackupError, Kept, Place

NEXT = """\
{folder} holds the server as it was when {stamp} was made.
1. Give it to the user of PostgreSQL: chown -R postgres: {folder}
2. Start PostgreSQL {major} on it. It replays the journal up to {until}, then opens by itself.
3. Look before anybody writes; then take restore_command and recovery_target_* out of
   {folder}/postgresql.auto.conf, and make a new base: agora backup base
"""
NEXT_DUMP = """\
{folder} holds the dump {stamp}. On an empty server, as its administrator:
1. psql -d postgres -f {folder}/{roles}      (roles that are there already are told and left)
2. createdb -O agora_owner agora && psql -d agora -c 'DROP SCHEMA public'
3. for lot in {folder}/lot-*.dump; do pg_restore --file=- "$lot" |
     sed '1,40{{/^SET transaction_t/d}}' | psql -Xq -v ON_ERROR_STOP=1 -d agora || break; done
   (without the one SET that servers before 17 do not know)
4. Set the passwords again (ALTER ROLE agora_app PASSWORD ...), close the database to others as the
   first installation does, then: agora release
"""


def restore(place: Place, folder: Path, *, at: datetime | None) -> str:
    """Unpack the newest base complete before `at`; return what to do next."""
    kept = place.newest("base", before=at)
    unpack(place, kept, folder)
    with (folder / "postgresql.auto.conf").open("a", encoding="utf-8") as out:
        out.write("".join(f"{name} = {_quoted(value)}\n" for name, value in _recovery(place, at)))
    (folder / "recovery.signal").touch(mode=0o600)
    said = NEXT.format(
        folder=folder, stamp=kept.stamp, major=kept.facts["major"], until=at or "its end"
    )
    if missing := holes(place, kept):
        said += f"Careful: the journal stops at {missing[0]}, which is missing.\n"
    return said


def restore_dump(place: Place, folder: Path) -> str:
    """Put the files of the newest dump in a folder; return what to do next."""
    kept = place.newest("dump")
    _refuse_used(folder)
    for name in kept.facts["files"]:
        with (folder / name).open("wb") as out:
            shutil.copyfileobj(place.opened(kept, name), out)
    return NEXT_DUMP.format(folder=folder, stamp=kept.stamp, roles=ROLES)


def unpack(place: Place, kept: Kept, folder: Path) -> None:
    """Write a base into a new folder, and check each file against the server's own manifest."""
    _refuse_used(folder)
    source = place.opened(kept, ARCHIVE)
    broken: BackupError | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as archive:
            for member in archive:
                _unpack_one(archive, member, folder)
    except BackupError as error:
        broken = error  # what the archive seems to hold may come from a damaged part
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        broken = BackupError(f"base/{kept.stamp}: {ARCHIVE} is damaged ({error})")
    while source.read(PART):  # a damaged part is named, wherever the archive gave up
        pass
    if broken:
        raise broken
    wrong = next(_wrong_files(folder), "")
    if wrong:
        raise BackupError(f"base/{kept.stamp}: {wrong} is missing or damaged")


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Files and folders below ours alone; a base has nothing else, and no link to elsewhere."""
    target = folder / member.name.lstrip("/")
    if ".." in target.parts or not (member.isfile() or member.isdir()):
        raise BackupError(f"{ARCHIVE} holds {member.name!r}, which is no file of a server")
    if member.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = archive.extractfile(member)
    assert source is not None
    with target.open("wb") as out:
        shutil.copyfileobj(source, out)
    target.chmod(0o600)


def _wrong_files(folder: Path) -> Iterator[str]:
    """What pg_verifybackup would say: not every machine that restores has that program."""
    known = folder / "backup_manifest"
    if not known.is_file():
        yield known.name
        return
    for one in json.loads(known.read_bytes())["Files"]:
        path = folder / (one.get("Path") or bytes.fromhex(one["Encoded-Path"]).decode())
        if not path.is_file() or path.stat().st_size != one["Size"]:
            yield str(path.relative_to(folder))
        elif one.get("Checksum"):
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, one["Checksum-Algorithm"]).hexdigest()
            if digest != one["Checksum"]:
                yield str(path.relative_to(folder))


def holes(place: Place, kept: Kept) -> list[str]:
    """Segments the journal lacks after this base; without a journal, the base alone counts."""
    known = journal.segments(place)
    if not known and not kept.facts["archived"]:
        return []
    return journal.holes(known, kept.facts["start"], kept.facts["segment_size"])


def restore_command(place: Place) -> str:
    """What PostgreSQL calls for each segment, wherever it is started from."""
    target = place.target
    to = str(target.folder or f"s3://{target.bucket}/{target.prefix}".rstrip("/"))
    known = {
        "AGORA_BACKUP_TO": to,
        "AGORA_BACKUP_ENDPOINT": target.endpoint,
        "AGORA_BACKUP_REGION": target.region,
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        # The name of the file of keys, never the keys.
        "AWS_SHARED_CREDENTIALS_FILE": os.environ.get("AWS_SHARED_CREDENTIALS_FILE", ""),
    }
    words = ["env", *(f"{name}={value}" for name, value in known.items() if value)]
    words += [sys.executable, "-m", "agora.cli", "backup", "fetch-wal"]
    return shlex.join(words).replace("%", "%%") + ' %f "%p"'


def _recovery(place: Place, at: datetime | None) -> list[tuple[str, str]]:
    known = [("restore_command", restore_command(place))]
    if at:
        known.append(("recovery_target_time", at.isoformat(sep=" ")))
        known.append(("recovery_target_action", "promote"))
    return known


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty: a restoration never overwrites")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
