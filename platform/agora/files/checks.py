"""What may be wrong with a file, said in plain French; each case tells what to do next."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.files.formats import FORMATS, ZIPPED, Format, real_name, recognise

MB = 1024 * 1024
LIMITS = {"image": 15 * MB, "drawing": 1 * MB, "document": 25 * MB, "audio": 60 * MB}
ZIP_MEMBERS = 5_000
ZIP_UNPACKED = 300 * MB
ZIP_RATIO = 200
ACCEPTED = {
    "image": ("jpg", "png", "webp", "gif", "avif"),
    "logo": ("jpg", "png", "webp", "gif", "avif", "svg"),
    "document": (
        *("pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt"),
        *("mp3", "ogg", "m4a", "jpg", "png", "webp"),
    ),
    "audio": ("mp3", "ogg", "m4a"),
}
"""What each use of a file accepts; a drawing (SVG) only as a logo, which residents never send."""

_OLD = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "heic": "jpg", "bmp": "png", "tif": "png"}
_UNWANTED = re.compile(r"[\x00-\x1f\x7f/\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Checked:
    """An upload whose content is what it should be."""

    name: str
    format: Format
    size: int
    content: Any


def clean_name(name: str) -> str:
    """Keep what a person reads of a file name: no path, no control or direction character."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = _UNWANTED.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    return (
        f"{(stem or extension)[:100]}{dot if stem else ''}{extension[:8] if stem else ''}"
        or "fichier"
    )


def check(upload: Any, use: str) -> Checked:
    """Return the upload, recognised and within limits, or raise a `ValidationError`."""
    name = clean_name(upload.name or "")
    if not upload.size:
        raise ValidationError(
            _(
                "Le fichier «\u00a0%(name)s\u00a0» est vide. "
                "Vérifiez-le, puis envoyez-le de nouveau."
            ),
            code="empty",
            params={"name": name},
        )
    extension = recognise(upload, name)
    if extension not in ACCEPTED[use]:
        raise _wrong_kind(upload, name, extension, use)
    found = FORMATS[extension]
    if upload.size > LIMITS[found.kind]:
        raise ValidationError(
            _(
                "Le fichier «\u00a0%(name)s\u00a0» est trop lourd\u00a0: "
                "%(size)s\u00a0Mo, pour %(limit)s\u00a0Mo au plus. "
                "Réduisez-le, puis envoyez-le de nouveau."
            ),
            code="too_large",
            params={
                "name": name,
                "size": f"{upload.size / MB:.1f}".replace(".", ","),
                "limit": LIMITS[found.kind] // MB,
            },
        )
    if extension in ZIPPED:
        _check_zip(upload, name)
    if extension == "svg":
        _check_svg(upload, name)
    upload.seek(0)
    return Checked(name=name, format=found, size=upload.size, content=upload)


def broken(name: str) -> ValidationError:
    """The file opens badly."""
    return ValidationError(
        _(
            "Le fichier «\u00a0%(name)s\u00a0» est abîmé\u00a0: nous n’arrivons pas à l’ouvrir. "
            "Enregistrez-le de nouveau, puis renvoyez-le."
        ),
        code="broken",
        params={"name": name},
    )


def hostile(name: str) -> ValidationError:
    """The file would cost too much to open, or carries a program."""
    return ValidationError(
        _(
            "Nous refusons le fichier «\u00a0%(name)s\u00a0» par sécurité\u00a0: "
            "son contenu est démesuré ou contient un programme. "
            "Enregistrez-le en PDF ou en image simple, puis renvoyez-le."
        ),
        code="hostile",
        params={"name": name},
    )


def unreachable() -> ValidationError:
    """The storage is down."""
    return ValidationError(
        _(
            "Votre fichier n’a pas pu être enregistré\u00a0: notre stockage ne répond pas. "
            "Ce que vous avez écrit est gardé\u00a0; réessayez dans quelques minutes."
        ),
        code="storage_down",
    )


def accepted_formats(use: str) -> str:
    """The formats of a use, as a hint shows them."""
    return ", ".join(extension.upper() for extension in ACCEPTED[use])


def _wrong_kind(upload: BinaryIO, name: str, extension: str, use: str) -> ValidationError:
    claimed = name.rpartition(".")[2].lower()
    params = {
        "name": name,
        "accepted": accepted_formats(use),
        "real": extension.upper() or real_name(upload),
        "instead": _OLD.get(claimed, "").upper(),
    }
    if extension == "svg":
        text = _(
            "Les dessins SVG ne sont pas acceptés ici. Enregistrez «\u00a0%(name)s\u00a0» en PNG."
        )
    elif params["instead"]:
        text = _(
            "Le format de «\u00a0%(name)s\u00a0» est ancien ou particulier. "
            "Enregistrez-le en %(instead)s, puis renvoyez-le."
        )
    elif claimed in FORMATS and not extension:
        text = _(
            "Le contenu de «\u00a0%(name)s\u00a0» ne correspond pas à son nom. "
            "Vérifiez que c’est le bon fichier. Formats acceptés\u00a0: %(accepted)s."
        )
    else:
        text = _(
            "Nous n’acceptons pas «\u00a0%(name)s\u00a0». Formats acceptés\u00a0: %(accepted)s."
        )
    return ValidationError(text, code="wrong_kind", params=params)


def _check_zip(content: BinaryIO, name: str) -> None:
    """Refuse what would swell when opened, and documents that carry a program."""
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise broken(name) from error
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    climbs = any(m.filename.startswith("/") or ".." in m.filename.split("/") for m in members)
    program = any(m.filename.endswith("vbaProject.bin") for m in members)
    swells = unpacked > ZIP_UNPACKED or (unpacked > 10 * MB and unpacked / packed > ZIP_RATIO)
    if len(members) > ZIP_MEMBERS or swells or climbs or program:
        raise hostile(name)


class _Unsafe(Exception):
    """A drawing that does more than draw."""


def _check_svg(content: BinaryIO, name: str) -> None:
    """A drawing may draw: no script, no event, no link outside, no entity."""
    content.seek(0)
    parser = expat.ParserCreate()
    parser.StartElementHandler = _check_element
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.ParseFile(content)
    except expat.ExpatError as error:
        raise broken(name) from error
    except _Unsafe as error:
        raise hostile(name) from error


def _refuse(*_details: Any) -> None:
    raise _Unsafe


def _check_element(tag: str, attributes: dict[str, str]) -> None:
    if tag.rpartition(":")[2].lower() in _UNSAFE_ELEMENTS:
        raise _Unsafe
    for key, value in attributes.items():
        plain = key.rpartition(":")[2].lower()
        link = plain in ("href", "src") and not value.strip().startswith("#")
        fetches = "url(" in value.replace("url(#", "") or "javascript:" in value.lower()
        if plain.startswith("on") or link or fetches:
            raise _Unsafe


_UNSAFE_ELEMENTS = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "style", "set", "animate", "handler"}
)
