"""The four formats, read back with something else than what wrote them."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from agora.exports.registries import BOOLEAN, DATE, DATETIME, DECIMAL, INTEGER, Column
from agora.exports.writers import WRITERS

COLUMNS = (
    Column("title", "Titre"),
    Column("count", "Soutiens", INTEGER),
    Column("cost", "Coût", DECIMAL),
    Column("open", "Ouverte", BOOLEAN),
    Column("day", "Jour", DATE),
    Column("at", "Déposée le", DATETIME),
)
ROW = {
    "title": "=1+1\nDeux  lignes & un <b>",
    "count": -1,
    "cost": Decimal("12.50"),
    "open": True,
    "day": date(2026, 3, 1),
    "at": datetime(2026, 3, 1, 9, 5, tzinfo=UTC),
}
ODS = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def made(format, rows=(ROW,), **options):
    return b"".join(WRITERS[format].write(COLUMNS, iter(rows), **options))


def test_csv_uses_semicolons_and_guards_text_but_not_numbers():
    read = list(csv.reader(io.StringIO(made("csv").decode()), delimiter=";"))

    assert read[0] == ["Titre", "Soutiens", "Coût", "Ouverte", "Jour", "Déposée le"]
    assert read[1] == [
        "'=1+1\nDeux  lignes & un <b>",
        "-1",
        "12.50",
        "true",
        "2026-03-01",
        "2026-03-01 10:05:00+01:00",
    ]


def test_csv_starts_with_a_byte_order_mark_only_when_asked():
    assert made("csv", bom=True).startswith("\ufeffTitre".encode())
    assert made("csv").startswith(b"Titre")


def test_json_keeps_types_and_needs_no_guard():
    assert json.loads(made("json")) == [
        {
            "title": "=1+1\nDeux  lignes & un <b>",
            "count": -1,
            "cost": 12.5,
            "open": True,
            "day": "2026-03-01",
            "at": "2026-03-01T10:05:00+01:00",
        }
    ]


@pytest.mark.parametrize("rows", [(), (ROW,), (ROW, ROW)])
def test_json_is_valid_at_any_length(rows):
    assert len(json.loads(made("json", rows=rows))) == len(rows)


def test_ods_begins_with_its_stored_mimetype_and_types_its_cells():
    archive = zipfile.ZipFile(io.BytesIO(made("ods")))
    first = archive.infolist()[0]
    cells = etree.fromstring(archive.read("content.xml")).findall(f".//{TABLE}table-cell")[6:]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
    assert [cell.get(f"{ODS}value-type") for cell in cells] == [
        "string",
        "float",
        "float",
        "boolean",
        "date",
        "date",
    ]
    assert [cell.get(f"{ODS}value") for cell in cells][1:3] == ["-1", "12.50"]
    assert cells[5].get(f"{ODS}date-value") == "2026-03-01T10:05:00"


def test_ods_keeps_line_breaks_and_double_spaces_of_a_text():
    content = zipfile.ZipFile(io.BytesIO(made("ods"))).read("content.xml").decode()

    assert "<text:p>'=1+1</text:p>" in content
    assert '<text:p>Deux <text:s text:c="1"/>lignes &amp; un &lt;b&gt;</text:p>' in content


def test_xlsx_types_its_cells_and_holds_no_formula():
    archive = zipfile.ZipFile(io.BytesIO(made("xlsx")))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<f>" not in sheet
    assert "'=1+1" in sheet
    assert '<c r="B2"><v>-1</v></c>' in sheet
    assert '<c r="D2" t="b"><v>1</v></c>' in sheet


@pytest.mark.parametrize("format", ["csv", "json", "ods", "xlsx"])
def test_memory_stays_flat_whatever_the_number_of_rows(format):
    def peak(count):
        tracemalloc.start()
        for _chunk in WRITERS[format].write(COLUMNS, (ROW for _ in range(count))):
            pass
        _, top = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return top

    peak(10)  # imports and caches

    assert peak(3000) < peak(300) * 2 + 300_000
