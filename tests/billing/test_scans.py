"""Papers people send: what passes, and what is named without being taken."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from billing import scans
from billing.scans import read_scan

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40


def pdf(**extra):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if script := extra.get("script"):
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(script),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password := extra.get("password"):
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sent(content, name="devis-signe.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (pdf(), "devis.pdf", "application/pdf"),
        (PNG, "photo.png", "image/png"),
        (JPEG, "photo.jpg", "image/jpeg"),
        (JPEG, "photo.pdf", "image/jpeg"),
    ],
)
def test_a_plain_paper_is_taken_by_its_content(content, name, content_type):
    scan = read_scan(sent(content, name))

    assert (scan.content_type, scan.content) == (content_type, content)
    assert len(scan.sha256) == 64


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "wrong_kind"),
        (b"GIF89a" + b"\x00" * 40, "wrong_kind"),
        (b"%PDF-1.7\nnothing that holds together", "broken"),
        (pdf(script="app.alert('oui')"), "scripted"),
        (pdf(password="secret"), "encrypted"),
    ],
)
def test_a_paper_that_is_not_plain_is_refused_with_the_next_step(content, code):
    with pytest.raises(ValidationError) as refusal:
        read_scan(sent(content))

    assert refusal.value.code == code
    assert refusal.value.messages == ["Déposer un PDF simple de moins de 10\u00a0Mo."]


def test_a_heavy_paper_is_refused_before_it_is_read():
    upload = sent(pdf())
    upload.size = scans.LARGEST + 1

    with pytest.raises(ValidationError) as refusal:
        read_scan(upload)

    assert refusal.value.code == "too_large"


def test_a_script_inside_a_nested_action_is_found():
    deep = {"/AA": {"/O": [{"/S": "/JavaScript", "/JS": "x"}]}}

    assert scans._holds(deep, depth=0)
    assert not scans._holds({"/Type": "/Catalog", "/Kids": [1, {"/A": 2}]}, depth=0)


def test_a_paper_nested_without_end_is_refused():
    endless = []
    for _turn in range(30):
        endless = [endless]

    with pytest.raises(ValueError, match="deep"):
        scans._holds(endless, depth=0)


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
    with pytest.raises(ValidationError) as refusal:
        read_scan(sent(script))
    assert refusal.value.code == "scripted"
