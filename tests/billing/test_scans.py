"""Papers people send: what passes, and what is named without being taken."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
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
