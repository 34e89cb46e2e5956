"""OpenDocument sheets written row by row; the skeleton of the file is odswriter's.

odswriter itself keeps the whole sheet as a tree in memory: here the rows go straight into the
archive, and a text keeps its line breaks.
"""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from odswriter import ods_components as skeleton

_BEFORE, _AFTER = skeleton.content_xml.split("</office:spreadsheet>")
_DATE_STYLES = (
    '<number:date-style style:name="moment"><number:year number:style="long"/>'
    "<number:text>-</number:text>"
    '<number:month number:style="long"/><number:text>-</number:text>'
    '<number:day number:style="long"/><number:text> </number:text>'
    '<number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/></number:date-style>'
    '<style:style style:name="cMoment" style:family="table-cell" '
    'style:parent-style-name="Default" style:data-style-name="moment"/>'
    "</office:automatic-styles>"
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>' + _BEFORE.replace(
    "</office:automatic-styles>", _DATE_STYLES
)


def write(out: BinaryIO, name: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write `rows` of str, int, Decimal, float, bool, date, datetime or None into `out`."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # The format wants it first and readable as it is.
        archive.writestr("mimetype", skeleton.mimetype, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", skeleton.manifest_xml)
        archive.writestr("styles.xml", skeleton.styles_xml)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(f"{_HEAD}<table:table table:name={quoteattr(name)}>".encode())
            for row in rows:
                cells = "".join(map(_cell, row))
                content.write(f"<table:table-row>{cells}</table:table-row>".encode())
            content.write(f"</table:table></office:spreadsheet>{_AFTER}".encode())


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        truth = "true" if value else "false"
        return _typed("boolean", "boolean-value", truth, truth.upper(), "cBool")
    if isinstance(value, int | float | Decimal):
        return _typed("float", "value", str(value), str(value))
    if isinstance(value, datetime):
        shown = value.strftime("%Y-%m-%d %H:%M")
        return _typed("date", "date-value", value.isoformat(timespec="seconds"), shown, "cMoment")
    if isinstance(value, date):
        return _typed("date", "date-value", value.isoformat(), value.isoformat(), "cDateISO")
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in str(value).splitlines())
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _typed(kind: str, attribute: str, value: str, shown: str, style: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"{styled}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def _spaced(line: str) -> str:
    """Several spaces would be read as one: the format counts them apart."""
    escaped = escape(line).replace("\t", "<text:tab/>")
    while "  " in escaped:
        start = escaped.index("  ")
        length = len(escaped[start:]) - len(escaped[start:].lstrip(" "))
        mark = f' <text:s text:c="{length - 1}"/>'
        escaped = escaped[:start] + mark + escaped[start + length :]
    return escaped
