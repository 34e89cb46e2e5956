"""Formats accepted, recognised by content; the name a file bears proves nothing."""

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

TEXT_PROBE = 64 * 1024
_OOXML = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}


@dataclass(frozen=True)
class Format:
    """One format: the extension we give, the type we serve."""

    extension: str
    content_type: str
    kind: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS = {
    one.extension: one
    for one in (
        Format("jpg", "image/jpeg", "image"),
        Format("png", "image/png", "image"),
        Format("webp", "image/webp", "image"),
        Format("gif", "image/gif", "image"),
        Format("avif", "image/avif", "image"),
        Format("svg", "image/svg+xml", "drawing"),
        Format("pdf", "application/pdf", "document"),
        Format("odt", "application/vnd.oasis.opendocument.text", "document"),
        Format("ods", "application/vnd.oasis.opendocument.spreadsheet", "document"),
        Format("odp", "application/vnd.oasis.opendocument.presentation", "document"),
        Format("docx", f"{_OFFICE}wordprocessingml.document", "document"),
        Format("xlsx", f"{_OFFICE}spreadsheetml.sheet", "document"),
        Format("pptx", f"{_OFFICE}presentationml.presentation", "document"),
        Format("csv", "text/csv; charset=utf-8", "document"),
        Format("txt", "text/plain; charset=utf-8", "document"),
        Format("mp3", "audio/mpeg", "audio"),
        Format("ogg", "audio/ogg", "audio"),
        Format("m4a", "audio/mp4", "audio"),
    )
}
ZIPPED = frozenset({"odt", "ods", "odp", "docx", "xlsx", "pptx"})


def recognise(content: BinaryIO, name: str) -> str:
    """Return the extension of the format `content` really has, or "" when it is none of ours."""
    content.seek(0)
    head = content.read(TEXT_PROBE)
    content.seek(0)
    return _by_signature(head) or _zipped(content, head) or _text(head, name)


def real_name(content: BinaryIO) -> str:
    """Say in a word what a refused file is, for the message: « EXE », « ZIP »."""
    content.seek(0)
    try:
        return puremagic.from_string(content.read(TEXT_PROBE)).strip(".").upper()
    except (puremagic.PureError, ValueError):
        return ""
    finally:
        content.seek(0)


def _by_signature(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"OggS"):
        return "ogg"
    if head[4:8] == b"ftyp":
        return {b"avif": "avif", b"avis": "avif", b"M4A ": "m4a"}.get(head[8:12], "")
    if head.startswith(b"ID3") or (
        head[:1] == b"\xff" and head[1:2] in b"\xfb\xf3\xf2\xfa" and head[1:2]
    ):
        return "mp3"
    return "svg" if _is_svg(head) else ""


def _is_svg(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    return start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in start
    )


def _zipped(content: BinaryIO, head: bytes) -> str:
    if not head.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _ODF.get(archive.read("mimetype").decode("ascii", "replace").strip(), "")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return ""
    finally:
        content.seek(0)
    if "[Content_Types].xml" not in names:
        return ""
    return next((e for folder, e in _OOXML.items() if any(n.startswith(folder) for n in names)), "")


def _text(head: bytes, name: str) -> str:
    """A text has no signature: believe the name, if the bytes can be read as text."""
    extension = name.rpartition(".")[2].lower()
    if (
        extension not in ("csv", "txt")
        or b"\x00" in head
        or head.startswith((b"MZ", b"\x7fELF", b"PK"))
    ):
        return ""
    return extension
