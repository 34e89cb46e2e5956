"""Reading a CSV file as it comes: encoding, separator, ragged rows, rows before lines.

A cell may contain line breaks, so rows are never counted by lines; the header is the union of the
keys of all rows, so columns come in any order and some are missing.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

CELL_LIMIT = 10 * 1024 * 1024
SAMPLE = 512 * 1024
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ACCEPTED = {"cp1252": "cp1252", "latin_1": "cp1252", "iso8859_15": "iso8859_15"}


class BadFile(Exception):
    """A file that cannot be read: what is wrong, where (line and column from 1), what to do."""

    def __init__(self, message: str, *, name: str = "", line: int = 0, column: str = "") -> None:
        self.message, self.name, self.line, self.column = message, name, line, column
        super().__init__(str(self))

    def __str__(self) -> str:
        """Say it in one French sentence that begins with the place."""
        where = self.name
        if self.line:
            where += _(", ligne %(line)d") % {"line": self.line}
        if self.column:
            where += _(", colonne « %(column)s »") % {"column": self.column}
        return f"{where} : {self.message}" if where else self.message


@dataclass(frozen=True)
class CsvFile:
    """One readable file: where it is, its name for people, how it is written, its columns."""

    path: Path
    name: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (first physical line of the row, its cells); BadFile on the first ragged one."""
        width = len(self.columns)
        with self.path.open(encoding=self.encoding, newline="") as text:
            records = _reader(text, self.delimiter)
            before = 0
            try:
                for number, cells in enumerate(records):
                    start, before = before + 1, records.line_num
                    if number == 0 or not cells:
                        continue
                    if len(cells) != width:
                        raise _ragged(self, start, cells)
                    yield start, cells
            except csv.Error as error:
                raise BadFile(
                    _(
                        "ce fichier CSV est mal formé (%(why)s). "
                        "Exportez-le à nouveau sans le modifier."
                    )
                    % {"why": error},
                    name=self.name,
                    line=before + 1,
                ) from error


def _reader(text: IO[str], delimiter: str) -> Any:
    csv.field_size_limit(CELL_LIMIT)
    return csv.reader(text, delimiter=delimiter, strict=True)


def _ragged(file: CsvFile, line: int, cells: list[str]) -> BadFile:
    missing = len(cells) < len(file.columns)
    column = file.columns[len(cells)] if missing else file.columns[-1]
    return BadFile(
        _("%(found)d cellules au lieu de %(wanted)d. Rien n’a été importé.")
        % {"found": len(cells), "wanted": len(file.columns)},
        name=file.name,
        line=line,
        column=column,
    )


def encoding_of(path: Path, name: str) -> str:
    """Return the file's encoding: UTF-8 when it is, else what it surely is; BadFile otherwise."""
    with path.open("rb") as raw:
        head = raw.read(SAMPLE)
        for bom, encoding in _BOMS.items():
            if head.startswith(bom):
                return encoding
        if not head.strip():
            raise BadFile(_("ce fichier est vide."), name=name)
        if b"\0" in head:
            raise BadFile(_("ce n’est pas un fichier CSV."), name=name)
        if _is_utf8(head, raw):
            return "utf-8"
    best = from_bytes(head, cp_isolation=["cp1252", "latin_1", "iso8859_15"]).best()
    if best is None or best.encoding not in _ACCEPTED:
        raise BadFile(
            _("l’encodage n’est pas reconnu. Enregistrez le fichier en UTF-8, puis recommencez."),
            name=name,
        )
    return _ACCEPTED[best.encoding]


def _is_utf8(head: bytes, rest: IO[bytes]) -> bool:
    check = codecs.getincrementaldecoder("utf-8")()
    try:
        check.decode(head)
        while block := rest.read(SAMPLE):
            check.decode(block)
        check.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def open_csv(path: Path, name: str | None = None) -> CsvFile:
    """Open one file far enough to know its encoding, separator and columns, or BadFile."""
    name = name or path.name
    encoding = encoding_of(path, name)
    with path.open(encoding=encoding, newline="") as text:
        first = text.readline()
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    columns = tuple(next(iter(_reader(io.StringIO(first), delimiter)), []))
    if len(columns) < 2:
        raise BadFile(
            _(
                "aucune colonne reconnue. "
                "Un export Decidim sépare ses colonnes par des points-virgules."
            ),
            name=name,
            line=1,
        )
    if len(set(columns)) != len(columns):
        twice = next(c for c in columns if columns.count(c) > 1)
        raise BadFile(_("cette colonne est présente deux fois."), name=name, line=1, column=twice)
    return CsvFile(path, name, encoding, delimiter, columns)
