"""`agora backup wal` and `fetch-wal`: what archive_command and restore_command call.

PostgreSQL asks for one segment at a time and believes the exit code: 0 only when it is done. A
segment that is not there yet is the normal end of a restoration (1); a storage that does not
answer, a damaged segment or a hole must stop it (200), else it would end early in silence.
"""

import gzip
import hashlib
import io
import os
import re
import sys
import tempfile
import zlib
from pathlib import Path

from agora.cli.backup.places import BackupError, Place
from agora.files.gateway import Missing, StorageDown

NAME = re.compile(r"[0-9A-F]{24}(\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history")
SEGMENT = re.compile(r"[0-9A-F]{24}")
ABSENT, STOP = 1, 200


def archive(place: Place, path: Path, name: str) -> None:
    """Keep one segment for good; the same again is fine, another content under its name is not."""
    _check(name)
    content = path.read_bytes()
    try:
        if (kept := _read(place, name)) is not None:
            if kept != content:
                raise BackupError(f"{name} is kept already, with another content")
            return
        place.put(_key(name), io.BytesIO(gzip.compress(content, compresslevel=1, mtime=0)))
    except StorageDown as error:
        raise BackupError(f"{name}: {error}") from error


def fetch(place: Place, name: str, path: Path) -> int:
    """Bring one segment back; return the exit code."""
    _check(name)
    try:
        content = _read(place, name)
        if content is None:
            return _absent(place, name)
        _write(path, content)
    except (StorageDown, BackupError, OSError) as error:
        print(f"agora backup fetch-wal: {name}: {error}", file=sys.stderr)
        return STOP
    return 0


def segments(place: Place) -> list[str]:
    """Every segment kept, in their order."""
    names = (key.removeprefix("wal/").removesuffix(".gz") for key in place.names("wal"))
    return sorted(name for name in names if SEGMENT.fullmatch(name))


def holes(kept: list[str], start: str, segment_size: int) -> list[str]:
    """Segments missing after `start` on the same timeline, up to the newest kept there."""
    numbers = {number(name, segment_size) for name in kept if name[:8] == start[:8]}
    first = number(start, segment_size)
    wanted = range(first, max(numbers, default=first - 1) + 1)
    each = 0x1_0000_0000 // segment_size
    return [f"{start[:8]}{one // each:08X}{one % each:08X}" for one in wanted if one not in numbers]


def number(name: str, segment_size: int) -> int:
    """The place of a segment in the journal."""
    return int(name[8:16], 16) * (0x1_0000_0000 // segment_size) + int(name[16:24], 16)


def _absent(place: Place, name: str) -> int:
    own = [one for one in segments(place) if one[:8] == name[:8]]
    if SEGMENT.fullmatch(name) and own and own[0] < name < own[-1]:
        print(f"agora backup fetch-wal: {name} is missing and later ones are kept", file=sys.stderr)
        return STOP
    return ABSENT


def _check(name: str) -> None:
    if not NAME.fullmatch(name):
        raise BackupError(f"{name!r} is no file of the write-ahead log")


def _key(name: str) -> str:
    return f"wal/{name}.gz"


def _read(place: Place, name: str) -> bytes | None:
    try:
        raw = b"".join(place.read(_key(name)))
    except Missing:
        return None
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        digest = hashlib.sha256(raw).hexdigest()[:12]
        raise BackupError(f"{name} is damaged where it is kept ({error}; {digest})") from error


def _write(path: Path, content: bytes) -> None:
    """Write beside, then rename: PostgreSQL must never read half a segment."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="agora-wal-")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(draft).replace(path)
