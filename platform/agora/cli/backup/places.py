"""The place backups are kept at: sets whose manifest is written last, and the journal beside.

base/20261128T021700Z-3f9a2c/part-00000 ...      a set: it counts once it has its manifest
base/20261128T021700Z-3f9a2c/manifest.json       what it is, and the sha256 of each file
wal/000000010000000000000003.gz                  the write-ahead log, one segment each
"""

import hashlib
import io
import json
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any, BinaryIO

from agora.conf.backups import Target
from agora.files.gateway import (
    Altered,
    Bucket,
    Folder,
    Missing,
    Storage,
    StorageDown,
    StorageRefuses,
)

PART = 32 * 1024 * 1024  # bytes of a file of a set: it is held in memory until it is kept
PATIENCE = 3600.0  # seconds one file may take to come back
PAUSES = [6, 30]  # seconds: a night's copy is not lost for a hiccup
FOLDERS = ("base", "dump", "roles", "wal")
MANIFEST = "manifest.json"
BYTES = "application/octet-stream"


class BackupError(Exception):
    """A backup, a proof or a restoration does not succeed; the message says why in one line."""


@dataclass
class Kept:
    """A set that has its manifest."""

    kind: str
    stamp: str
    facts: dict[str, Any] = field(repr=False)

    @property
    def began(self) -> datetime:
        """When it was begun."""
        return datetime.fromisoformat(self.facts["began"])

    @property
    def ended(self) -> datetime:
        """When it was complete."""
        return datetime.fromisoformat(self.facts["ended"])

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(one["size"] for files in self.facts["files"].values() for one in files)


class Place:
    """Sets and journal below one folder, or one prefix of a bucket."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._prefix = f"{target.prefix}/" if target.prefix else ""
        self._storage: Storage
        if target.folder:
            if not target.folder.is_dir():
                raise BackupError(f"AGORA_BACKUP_TO: there is no folder {target.folder}")
            self._storage = Folder(target.folder)
        else:
            self._storage = Bucket(
                bucket=target.bucket, endpoint=target.endpoint, region=target.region
            )

    def put(self, key: str, content: BinaryIO) -> None:
        """Write one file, whole or not at all; a bucket that does not answer is asked again."""
        for pause in (*([] if self.target.folder else PAUSES), None):
            try:
                return self._storage.put(self._prefix + key, content, BYTES)
            except StorageRefuses:
                raise
            except StorageDown:
                if pause is None:
                    raise
                time.sleep(pause)
        return None

    def read(self, key: str, **expected: Any) -> Iterator[bytes]:
        """Yield the bytes of one file; `Missing`, `Altered` and `StorageDown` as the port does."""
        expected = {"size": None, "sha256": "", "patience": PATIENCE} | expected
        return self._storage.read(self._prefix + key).expect(**expected)

    def delete(self, key: str) -> None:
        """Forget one file."""
        self._storage.delete(self._prefix + key)

    def names(self, folder: str) -> list[str]:
        """Every key below a folder, drafts of a killed process left out."""
        found = self._storage.keys(f"{self._prefix}{folder}/", time.time() + 86_400)
        keys = [key.removeprefix(self._prefix) for key in found]
        return sorted(key for key in keys if "/.draft-" not in key)

    def drafts(self, *, before: float) -> list[str]:
        """What killed processes left half-written before a moment (seconds since 1970)."""
        every = (self._storage.keys(f"{self._prefix}{name}/", before) for name in FOLDERS)
        keys = [key.removeprefix(self._prefix) for found in every for key in found]
        return [key for key in keys if "/.draft-" in key]

    def stamps(self, kind: str) -> dict[str, bool]:
        """Every set begun, oldest first, and whether it has its manifest."""
        known: dict[str, bool] = {}
        for key in self.names(kind):
            stamp, _slash, name = key.removeprefix(f"{kind}/").partition("/")
            known[stamp] = known.get(stamp, False) or name == MANIFEST
        return known

    def kept(self, kind: str) -> list[Kept]:
        """Every set with its manifest, oldest first."""
        return [self.set_at(kind, stamp) for stamp, whole in self.stamps(kind).items() if whole]

    def set_at(self, kind: str, stamp: str) -> Kept:
        """Read the manifest of one set."""
        try:
            raw = b"".join(self.read(f"{kind}/{stamp}/{MANIFEST}"))
            facts = json.loads(raw)
            found = Kept(kind, stamp, facts)
            assert found.ended and found.size  # it says so, or is damaged
        except (ValueError, KeyError, TypeError, AssertionError) as error:
            raise BackupError(f"{kind}/{stamp}: its manifest is damaged ({error})") from error
        return found

    def newest(self, kind: str, *, before: datetime | None = None) -> Kept:
        """Return the newest set of a kind, complete before a moment if one is told."""
        for stamp, whole in reversed(self.stamps(kind).items()):
            if whole:
                found = self.set_at(kind, stamp)
                if before is None or found.ended <= before:
                    return found
        raise BackupError(f"there is no {kind} backup" + (f" before {before}" if before else ""))

    def forget(self, kind: str, stamp: str) -> None:
        """Delete a set, its manifest first: what is left of it counts for nothing."""
        self.delete(f"{kind}/{stamp}/{MANIFEST}")
        for key in self.names(f"{kind}/{stamp}"):
            self.delete(key)

    def opened(self, kept: Kept, name: str) -> "Joined":
        """Read one file of a set as one stream, each part checked against the manifest."""
        folder = f"{kept.kind}/{kept.stamp}"

        def chunks() -> Iterator[bytes]:
            for part in kept.facts["files"][name]:
                key = f"{folder}/{part['name']}"
                try:
                    yield from self.read(key, size=part["size"], sha256=part["sha256"])
                except Missing as error:
                    raise BackupError(f"{key} is missing") from error
                except Altered as error:
                    raise BackupError(f"{key} is damaged: {error}") from error

        return Joined(chunks())


class Draft:
    """A set being written; `close()` gives it its manifest, and only then it counts."""

    def __init__(self, place: Place, kind: str) -> None:
        self.place, self.kind = place, kind
        self.began = datetime.now(UTC)
        self.stamp = f"{self.began:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        self.files: dict[str, list[dict[str, Any]]] = {}

    def write(self, name: str, source: IO[bytes]) -> int:
        """Copy a stream into parts; return its size in bytes."""
        parts: list[dict[str, Any]] = []
        while block := _full(source):
            part = f"{name}.{len(parts):05}"
            self.place.put(f"{self.kind}/{self.stamp}/{part}", io.BytesIO(block))
            digest = hashlib.sha256(block).hexdigest()
            parts.append({"name": part, "size": len(block), "sha256": digest})
        self.files[name] = parts
        return sum(part["size"] for part in parts)

    def close(self, **facts: Any) -> Kept:
        """Write the manifest."""
        ended = datetime.now(UTC).isoformat()
        known = {"format": 1, "kind": self.kind, "began": self.began.isoformat(), "ended": ended}
        facts = known | {"files": self.files} | facts
        text = json.dumps(facts, ensure_ascii=False, indent=1).encode()
        self.place.put(f"{self.kind}/{self.stamp}/{MANIFEST}", io.BytesIO(text))
        return Kept(self.kind, self.stamp, facts)


class Joined(io.RawIOBase):
    """Chunks as a file that is read once, from its first byte to its last."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._rest = iter(chunks), b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill with what is there."""
        if not self._rest:
            self._rest = next(self._chunks, b"")
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _full(source: IO[bytes]) -> bytes:
    """Read a whole part: a pipe gives less at a time."""
    blocks, left = [], PART
    while left and (block := source.read(min(left, 1024 * 1024))):
        blocks.append(block)
        left -= len(block)
    return b"".join(blocks)
