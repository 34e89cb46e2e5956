"""One writer per format: columns and rows in, bytes out, memory flat.

CSV and JSON leave row by row. ODS and XLSX are zip files whose table of contents comes last:
they are written to a temporary file, row by row too, then sent.
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from agora.exports import ods
from agora.exports.cells import guarded, value_of, written
from agora.exports.registries import DECIMAL, INTEGER, JSON, Column

Row = Mapping[str, Any]
_CHUNK = 64 * 1024
_BOM = "\ufeff".encode()
_SHEET = "Export"
XLSX_ROWS = 1_048_575


class TooManyRows(Exception):
    """The format cannot hold that many rows."""


@dataclass(frozen=True)
class Writer:
    """A format people may ask for."""

    label: str
    content_type: str
    write: Callable[..., Iterator[bytes]]


def write_csv(
    columns: Sequence[Column], rows: Iterable[Row], *, bom: bool = False
) -> Iterator[bytes]:
    """Yield a CSV: `;`, UTF-8, a byte order mark only when asked (old Excel wants it)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    if bom:
        yield _BOM
    writer.writerow([guarded(str(column.label)) for column in columns])
    for row in rows:
        writer.writerow([written(value_of(row, column), column) for column in columns])
        if buffer.tell() > _CHUNK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_json(columns: Sequence[Column], rows: Iterable[Row], **_options: Any) -> Iterator[bytes]:
    """Yield a JSON array of objects, keyed by the stable keys of the columns."""
    buffer = io.StringIO()
    buffer.write("[")
    separator = "\n"
    for row in rows:
        record = {column.key: value_of(row, column) for column in columns}
        buffer.write(separator + json.dumps(record, ensure_ascii=False, default=_json_default))
        separator = ",\n"
        if buffer.tell() > _CHUNK:
            yield _emptied(buffer)
    buffer.write("\n]\n")
    yield _emptied(buffer)


def write_xlsx(columns: Sequence[Column], rows: Iterable[Row], **_options: Any) -> Iterator[bytes]:
    """Yield an XLSX with typed cells; text is never read as a formula or a link."""
    import xlsxwriter  # noqa: PLC0415  heavy, and only this format needs it

    with tempfile.TemporaryFile() as out:
        book = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "remove_timezone": True,
            },
        )
        bold = book.add_format({"bold": True})
        dates = {
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "datetime": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        sheet = book.add_worksheet(_SHEET)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, str(column.label), bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            if line > XLSX_ROWS:
                raise TooManyRows
            for place, column in enumerate(columns):
                _xlsx_cell(sheet, line, place, value_of(row, column), column, dates)
        book.close()
        yield from _sent(out)


def write_ods(columns: Sequence[Column], rows: Iterable[Row], **_options: Any) -> Iterator[bytes]:
    """Yield an ODS with typed cells; its `mimetype` comes first and uncompressed."""
    with tempfile.TemporaryFile() as out:
        ods.write(out, _SHEET, _ods_rows(columns, rows))
        yield from _sent(out)


WRITERS = {
    "csv": Writer("CSV", "text/csv; charset=utf-8", write_csv),
    "ods": Writer("ODS", "application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "xlsx": Writer(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx
    ),
    "json": Writer("JSON", "application/json; charset=utf-8", write_json),
}


def _emptied(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def _sent(out: BinaryIO) -> Iterator[bytes]:
    out.seek(0)
    while chunk := out.read(_CHUNK):
        yield chunk


def _json_default(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _xlsx_cell(sheet: Any, line: int, place: int, value: Any, column: Column, dates: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif column.kind in (INTEGER, DECIMAL):
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value, dates["datetime"])
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, dates["date"])
    else:
        sheet.write_string(line, place, _text(value, column)[:32_767])


def _ods_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[list[Any]]:
    yield [str(column.label) for column in columns]
    for row in rows:
        yield [_ods_cell(value_of(row, column), column) for column in columns]


def _ods_cell(value: Any, column: Column) -> Any:
    """Leave to the sheet what it has a type for; it knows no time zone."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, bool | date) or column.kind in (INTEGER, DECIMAL):
        return value
    return _text(value, column)


def _text(value: Any, column: Column) -> str:
    """Guard in typed sheets too: people save them as CSV afterwards."""
    if column.kind == JSON:
        return guarded(json.dumps(value, ensure_ascii=False, default=str))
    return guarded(str(value))
