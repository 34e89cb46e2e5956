"""Files are judged by their content, and each refusal tells what to do."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agora.files.checks import LIMITS, check, clean_name


def upload(name, content):
    return SimpleUploadedFile(name, content)


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def photo(format="JPEG", size=(40, 30)):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format)
    return out.getvalue()


DOCX = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def refused(name, content, use):
    with pytest.raises(ValidationError) as caught:
        check(upload(name, content), use)
    return caught.value


@pytest.mark.parametrize(
    ("name", "content", "use", "extension"),
    [
        ("a.jpg", photo(), "image", "jpg"),
        ("a.png", photo("PNG"), "image", "png"),
        ("a.webp", photo("WEBP"), "image", "webp"),
        ("photo.png", photo("JPEG"), "image", "jpg"),
        ("plan.pdf", b"%PDF-1.7\n...", "document", "pdf"),
        ("note.docx", DOCX, "document", "docx"),
        ("note.odt", ODT, "document", "odt"),
        ("liste.csv", "nom;âge\n".encode(), "document", "csv"),
        ("son.mp3", b"ID3\x03" + b"\x00" * 50, "audio", "mp3"),
        ("son.ogg", b"OggS" + b"\x00" * 50, "audio", "ogg"),
        ("logo.svg", SVG, "logo", "svg"),
    ],
)
def test_formats_are_known_by_their_content(name, content, use, extension):
    assert check(upload(name, content), use).format.extension == extension


@pytest.mark.parametrize(
    ("name", "content", "use", "code"),
    [
        ("vide.pdf", b"", "document", "empty"),
        ("virus.pdf", b"MZ\x90\x00" + b"\x00" * 200, "document", "wrong_kind"),
        ("virus.csv", b"MZ\x90\x00", "document", "wrong_kind"),
        ("page.html", b"<html><script>alert(1)</script>", "document", "wrong_kind"),
        ("dessin.svg", SVG, "image", "wrong_kind"),
        ("dessin.svg", SVG, "document", "wrong_kind"),
        ("vieux.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "document", "wrong_kind"),
        ("archive.zip", zipped({"a.txt": "a"}), "document", "wrong_kind"),
        ("texte.docx", b"PK\x03\x04 coupe", "document", "wrong_kind"),
        ("note.odt", b"bonjour", "document", "wrong_kind"),
    ],
)
def test_other_content_is_refused_whatever_its_name(name, content, use, code):
    error = refused(name, content, use)

    assert error.code == code
    assert name in str(error.messages[0]) or code == "empty"


def test_an_old_word_file_is_told_how_to_be_saved():
    error = refused("vieux.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "document")

    assert "DOCX" in error.messages[0]


def test_too_heavy_a_file_names_both_sizes(monkeypatch):
    monkeypatch.setitem(LIMITS, "document", 1024 * 1024)

    error = refused("gros.pdf", b"%PDF-1.7" + b"0" * 1_600_000, "document")

    assert error.code == "too_large"
    assert "1,5\u00a0Mo" in error.messages[0].replace(" Mo", "\u00a0Mo")


@pytest.mark.parametrize(
    "members",
    [
        {"word/bombe.xml": "0" * 60_000_000},
        {"word/vbaProject.bin": "x"},
        {"../sorti": "x"},
        {f"word/{n}": "" for n in range(5_001)},
    ],
    ids=["swells", "program", "climbs", "crowd"],
)
def test_hostile_office_files_are_refused(members):
    content = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **members})

    assert refused("note.docx", content, "document").code == "hostile"


def test_an_opendocument_text_that_swells_is_refused():
    kind = "application/vnd.oasis.opendocument.text"
    content = zipped({"mimetype": kind, "content.xml": "0" * 60_000_000})

    assert refused("note.odt", content, "document").code == "hostile"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)"/>',
        '<a href="https://example.org/"><path/></a>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<rect fill="url(https://example.org/x)"/>',
        "<style>@import 'x'</style>",
    ],
)
def test_a_logo_that_does_more_than_draw_is_refused(inside):
    content = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()

    assert refused("logo.svg", content, "logo").code == "hostile"


def test_an_entity_bomb_in_a_logo_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'

    assert refused("logo.svg", bomb, "logo").code == "hostile"


def test_a_broken_logo_says_so():
    assert refused("logo.svg", b"<svg><path></svg>", "logo").code == "broken"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("C:\\Mes docs\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("é" * 150 + ".pdf", "é" * 100 + ".pdf"),
        ("", "fichier"),
        ("\x00", "fichier"),
        (".pdf", "pdf"),
    ],
)
def test_names_lose_paths_and_tricks(raw, clean):
    assert clean_name(raw) == clean
