"""A purchase order as a city sends it: a plain PDF or a picture, kept byte for byte."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.files.checks import MB, clean_name
from agora.files.formats import FORMATS, recognise

LARGEST = 10 * MB
MOST_OBJECTS = 50_000
ACCEPTED = ("pdf", "png", "jpg")
# What makes a document do something by itself (ISO 32000-2, 12.6.4): an order has only to be read.
_ACTS = {"/JS", "/JavaScript", "/RichMedia", "/XFA"}
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


@dataclass(frozen=True)
class Scan:
    """A file that may be kept with the books."""

    name: str
    content_type: str
    sha256: str
    content: bytes


def read_scan(upload: Any) -> Scan:
    """Return an upload that is what it says, or raise a ValidationError."""
    if not 0 < upload.size <= LARGEST:
        raise _refused()
    name = clean_name(upload.name or "")
    extension = recognise(upload, name)
    if extension not in ACCEPTED:
        raise _refused()
    upload.seek(0)
    content = upload.read()
    if extension == "pdf" and not _is_plain(content):
        raise _refused()
    stem = name.rpartition(".")[0] or name
    return Scan(
        name=f"{stem}.{extension}",
        content_type=FORMATS[extension].content_type,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )


def _refused() -> ValidationError:
    return ValidationError(_("Déposer un PDF simple de moins de 10 Mo."), code="not_plain")


def _is_plain(content: bytes) -> bool:
    """Whether a PDF opens, without a password, and does nothing by itself."""
    from pypdf import PdfReader  # noqa: PLC0415  (slow to load, asked when a file is sent only)
    from pypdf.errors import PyPdfError  # noqa: PLC0415
    from pypdf.generic import IndirectObject  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or not len(reader.pages):
            return False
        found = [(n, generation) for generation, ids in reader.xref.items() for n in ids]
        found += [(n, 0) for n in reader.xref_objStm]
        if len(found) > MOST_OBJECTS:
            return False
        things = (reader.get_object(IndirectObject(n, gen, reader)) for n, gen in found if n)
        return not any(_acts(thing) for thing in things)
    # A file made to trip its reader trips it in many ways; all of them mean « not plain ».
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return False
    except (RecursionError, OSError, NotImplementedError, AssertionError):
        return False


def _acts(thing: Any) -> bool:
    return any(
        not _ACTS.isdisjoint(one) or str(one.get("/S", "")) in _ACTIONS
        for one in _dictionaries(thing)
    )


def _dictionaries(thing: Any) -> Iterator[dict[Any, Any]]:
    """Each dictionary written inside an object, without following its references."""
    left = [thing]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield one
            left += [dict.__getitem__(one, key) for key in one]
        elif isinstance(one, list):
            left += list(list.__iter__(one))
