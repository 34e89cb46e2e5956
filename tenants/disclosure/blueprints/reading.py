"""Reading a file that anybody may have written: nothing of it is believed before its signature.

The order is the defence. The weight first, then the end of the archive (how many members it says,
how long its table is), then two members by name, each bounded, and their signature; only then the
rest. Members are stored, never packed: a file that swells does not exist here. At the end the
archive is written again from what was read, and must be these very bytes: comments, extra fields,
bytes between members, two tables that disagree, all that a zip can hide is refused at once.
"""

import base64
import binascii
import hashlib
import io
import re
import stat
import struct
import zipfile
from typing import Any

from agora.files.formats import ZIPPED
from tenants.disclosure.blueprints import canonical, manifest, signing, writing
from tenants.disclosure.blueprints.errors import (
    BlueprintError,
    Forged,
    Misshapen,
    NotABlueprint,
    Overfull,
    StrangeMember,
    TooHeavy,
    Unsigned,
)

MOST_MEMBERS = 200
LONGEST_TABLE = MOST_MEMBERS * 160
LONGEST_SIGNATURE = 400
LONGEST_MANIFEST = 4 * 1024 * 1024
CHUNK = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_NAME = re.compile(rf"{writing.FOLDER}({manifest.FILE_NAME})")
_UNPACKED = zipfile.ZIP_STORED
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")


def read(content: bytes) -> manifest.Blueprint:
    """Return the blueprint of a file, or raise a `BlueprintError` in words."""
    check_weight(content)
    check_end(content)
    try:
        return _read(content)
    except BlueprintError:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, struct.error, RuntimeError, ValueError) as error:
        raise NotABlueprint from error


def _read(content: bytes) -> manifest.Blueprint:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        check_members(entries)
        raw = _member(archive, writing.MANIFEST, LONGEST_MANIFEST)
        signature = _member(archive, writing.SIGNATURE, LONGEST_SIGNATURE)
        check_signature(signature, raw)
        facts = canonical.load(raw)
        manifest.check(facts)
        check_names(entries, facts["files"])
        files = _files(archive, facts["files"])
    check_bytes(content, signature, raw, files)
    return manifest.blueprint_of(facts, files)


def check_weight(content: bytes) -> None:
    """Refuse before anything is opened."""
    if len(content) > writing.HEAVIEST:
        raise TooHeavy


def check_end(content: bytes) -> None:
    """Look at the last bytes alone: no comment, no second table, a short one."""
    if len(content) < _END.size or content[-_END.size - 20 :].startswith(b"PK\x06\x07"):
        raise NotABlueprint
    mark, disk, start, here, members, length, _offset, comment = _END.unpack(content[-_END.size :])
    if mark != b"PK\x05\x06" or disk or start or here != members or comment:
        raise NotABlueprint
    if members > MOST_MEMBERS or length > LONGEST_TABLE:
        raise Overfull


def check_members(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what a name, a size or a kind could do; the sizes told are only a first look."""
    if len(entries) > MOST_MEMBERS or sum(one.file_size for one in entries) > writing.HEAVIEST:
        raise Overfull
    if any(one.compress_type != _UNPACKED or one.flag_bits & 1 for one in entries):
        raise Overfull
    names = [one.filename for one in entries]
    if len(set(names)) != len(names) or not all(map(_is_plain, entries)):
        raise StrangeMember


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    regular = stat.S_IFMT(entry.external_attr >> 16) in (0, stat.S_IFREG)
    known = entry.orig_filename in (writing.SIGNATURE, writing.MANIFEST)
    return regular and (known or _NAME.fullmatch(entry.orig_filename) is not None)


def check_signature(signature: bytes, raw: bytes) -> None:
    """Believe nothing else of the file before this."""
    try:
        told = canonical.load(signature)
        key_id, made = _told(told)
    except (Misshapen, KeyError, TypeError, binascii.Error) as error:
        raise Unsigned from error
    signing.verify(key_id, made, raw)


def _told(told: dict[str, Any]) -> tuple[str, bytes]:
    return str(told["key"]), base64.b64decode(told["signature"], validate=True)


def check_names(entries: list[zipfile.ZipInfo], announced: dict[str, str]) -> None:
    """Every member was announced by what is signed, and every file announced is there."""
    wanted = {writing.SIGNATURE, writing.MANIFEST}
    wanted |= {f"{writing.FOLDER}{name}" for name in announced}
    if {one.filename for one in entries} != wanted:
        raise StrangeMember


def _files(archive: zipfile.ZipFile, announced: dict[str, str]) -> dict[str, bytes]:
    left, files = writing.HEAVIEST, {}
    for name, digest in announced.items():
        content = _member(archive, f"{writing.FOLDER}{name}", left)
        left -= len(content)
        check_digest(content, digest)
        check_nested(name, content)
        files[name] = content
    return files


def check_digest(content: bytes, digest: str) -> None:
    """A file is the one that was signed."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Forged


def check_nested(name: str, content: bytes) -> None:
    """No archive inside, but the documents that are one by nature: each is checked when kept."""
    if content.startswith(_ARCHIVES) and name.rpartition(".")[2] not in ZIPPED:
        raise StrangeMember


def check_bytes(content: bytes, signature: bytes, raw: bytes, files: dict[str, bytes]) -> None:
    """Nothing lies in the file beside what was read."""
    if writing.pack(signature, raw, files) != content:
        raise StrangeMember


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read one member, stopping as soon as it is longer than it may be."""
    try:
        source = archive.open(name)
    except KeyError as error:
        raise (Unsigned if name == writing.SIGNATURE else NotABlueprint) from error
    gathered = bytearray()
    with source:
        while chunk := source.read(CHUNK):
            gathered += chunk
            if len(gathered) > most:
                raise Overfull
    return bytes(gathered)
