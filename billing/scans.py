"""Papers people send us: a signed quote, an order. PDF or picture by content, and nothing alive.

The message is one and the same whatever is wrong: the person's next step does not depend on it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.files.checks import check

LARGEST = 10 * 1024 * 1024
ACCEPTED = ("pdf", "png", "jpg")
PLAIN_PDF = _("Déposer un PDF simple de moins de 10\u00a0Mo.")
_ALIVE = frozenset({"/JS", "/JavaScript", "/Launch", "/RichMedia", "/XFA"})


@dataclass(frozen=True)
class Scan:
    """A paper whose content is what it should be."""

    name: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def refused(code: str) -> ValidationError:
    """What is said of any paper we do not take; `code` says why, for tests."""
    return ValidationError(PLAIN_PDF, code=code)


def read_scan(upload: Any) -> Scan:
    """Open an upload; raises ValidationError for what is not a plain PDF, PNG or JPEG."""
    if (upload.size or 0) > LARGEST:
        raise refused("too_large")
    try:
        found = check(upload, "document")
    except ValidationError as problem:
        raise refused(str(problem.code)) from problem
    if found.format.extension not in ACCEPTED:
        raise refused("wrong_kind")
    upload.seek(0)
    content = upload.read()
    if found.format.extension == "pdf":
        _check_pdf(content)
    return Scan(found.name, found.format.content_type, content)


def _check_pdf(content: bytes) -> None:
    """Neither locked, nor broken, nor carrying a program."""
    from pypdf import PdfReader  # noqa: PLC0415  (slow to load, asked at uploads only)

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise refused("encrypted")
        if not len(reader.pages):
            raise refused("broken")
        alive = any(_is_alive(reader, number) for number in _objects(reader))
    except ValidationError:
        raise
    except Exception as problem:  # pypdf raises whatever a broken file makes it meet
        raise refused("broken") from problem
    if alive:
        raise refused("scripted")


def _objects(reader: Any) -> list[tuple[int, int]]:
    """Every object of the file, those inside compressed streams too."""
    plain = [(no, gen) for gen, numbers in reader.xref.items() for no in numbers if no]
    return plain + [(no, 0) for no in reader.xref_objStm]


def _is_alive(reader: Any, number: tuple[int, int]) -> bool:
    from pypdf.generic import IndirectObject  # noqa: PLC0415  (slow to load)

    return _holds(IndirectObject(*number, reader).get_object(), depth=0)


def _holds(thing: Any, depth: int) -> bool:
    """Direct values only: what is referred to is an object of the list too."""
    if depth > 20:
        raise ValueError("nested too deep to be a paper")
    if isinstance(thing, dict):
        said = thing.get("/S") in _ALIVE
        return said or any(
            key in _ALIVE or _holds(value, depth + 1) for key, value in _raw(thing).items()
        )
    if isinstance(thing, list):
        return any(_holds(value, depth + 1) for value in list.__iter__(thing))
    return False


def _raw(thing: Any) -> dict[str, Any]:
    return dict(dict.items(thing))
