"""A purchase order is a plain PDF or a picture, by its content; all else is refused alike."""

import hashlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from billing import scans
from billing.scans import LARGEST, read_scan


def pdf(change=lambda writer: None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind):
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, kind)
    return out.getvalue()


def sent(content, name="bon.pdf"):
    return SimpleUploadedFile(name, content)


def entry(**keys):
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in keys.items()})


def deep(writer):
    """A script three levels down, inside one object."""
    script = entry(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))
    writer._add_object(entry(A=ArrayObject([NumberObject(1), entry(B=script)])))


def named(writer):
    launch = entry(S=NameObject("/Launch"), F=TextStringObject("calc.exe"))
    writer.root_object[NameObject("/OpenAction")] = launch


def opening(writer):
    script = entry(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(script)


def form(writer):
    writer.root_object[NameObject("/AcroForm")] = entry(XFA=ArrayObject([]))


HOSTILE = {
    "scripted": pdf(opening),
    "scripted deep": pdf(deep),
    "launching": pdf(named),
    "dynamic form": pdf(form),
    "encrypted": pdf(lambda writer: writer.encrypt("secret")),
    "encrypted, empty password": pdf(lambda writer: writer.encrypt("")),
    "torn": pdf()[:200],
    "no page": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF",
    "nothing of a PDF": b"%PDF-1.7 is only a word",
    "empty": b"",
    "page of the web": b"<html><script>alert(1)</script>",
    "program": b"MZ\x90\x00",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "too heavy": picture("PNG") + b"\0" * LARGEST,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_plain_is_refused_in_the_same_words(name):
    with pytest.raises(ValidationError, match="Déposer un PDF simple de moins de 10 Mo"):
        read_scan(sent(HOSTILE[name]))


@pytest.mark.parametrize(
    ("content", "name", "kept", "content_type"),
    [
        (pdf(), "Bon n° 12.pdf", "Bon n° 12.pdf", "application/pdf"),
        (picture("PNG"), "photo.pdf", "photo.png", "image/png"),
        (picture("JPEG"), "../../photo.JPEG", "photo.jpg", "image/jpeg"),
        (picture("JPEG"), "sans-nom", "sans-nom.jpg", "image/jpeg"),
    ],
)
def test_a_plain_file_is_kept_byte_for_byte_under_a_true_name(content, name, kept, content_type):
    scan = read_scan(sent(content, name))

    assert (scan.name, scan.content_type, scan.content) == (kept, content_type, content)
    assert scan.sha256 == hashlib.sha256(content).hexdigest()


def test_a_pdf_with_too_many_objects_is_not_read_through(monkeypatch):
    monkeypatch.setattr(scans, "MOST_OBJECTS", len(PdfReader(io.BytesIO(pdf())).xref[0]) - 1)

    with pytest.raises(ValidationError):
        read_scan(sent(pdf()))


def packed():
    """A PDF 1.5 whose script sits in a compressed object stream, nowhere in plain sight."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        4: b"<</S/JavaScript/JS(app.alert(1))>>",
    }
    heads, bodies = [], b""
    for number, body in objects.items():
        heads.append(f"{number} {len(bodies)}")
        bodies += body + b" "
    head = " ".join(heads).encode() + b" "
    inside = zlib.compress(head + bodies)
    out = b"%PDF-1.5\n"
    stream_at = len(out)
    out += (
        b"5 0 obj<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
        b" endobj\n" % (len(head), len(inside), inside)
    )
    xref_at = len(out)
    rows = [
        (0, 0, 65535),
        *((2, 5, place) for place in range(4)),
        (1, stream_at, 0),
        (1, xref_at, 0),
    ]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out += (
        b"6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>stream\n%b\nendstream endobj\n"
        b"startxref\n%d\n%%%%EOF" % (len(table), table, xref_at)
    )
    return out


def test_a_script_inside_compressed_objects_is_found():
    script = packed()

    assert b"JavaScript" not in script
    assert PdfReader(io.BytesIO(script)).trailer["/Root"]["/OpenAction"]["/S"] == "/JavaScript"
    with pytest.raises(ValidationError):
        read_scan(sent(script))
