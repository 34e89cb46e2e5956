"""Reading the file a French bank gives: pure, line by line, nothing lost on the way.

Banks agree on little: `;` or `,` or tabs, UTF-8 or Windows-1252, amounts in one signed column, in
a column of debits and one of credits, or beside a letter; lines of their own above the heading.
Amounts are read as integer cents. What cannot be read is said by line and column.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

BIGGEST = 1024 * 1024
"""Octets; a year of a small company's account is a tenth of it."""
MOST_LINES = 10_000
LONGEST = 140
LARGEST = 100_000_000_00

_DAYS = (
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z"), (3, 2, 1)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})\Z"), (3, 2, 1)),
    (re.compile(r"(\d{4})[/.-]?(\d{2})[/.-]?(\d{2})\Z"), (1, 2, 3)),
)
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
# A point before three figures is read as thousands only where a comma follows: `1.234` is unclear.
_AMOUNTS = (
    re.compile(r"([+-]?)(\d{1,11})(?:[.,](\d{1,2}))?\Z"),
    re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+),(\d{1,2})\Z"),
    re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+)\.(\d{1,2})\Z"),
)

# Headings as banks write them, folded; the first that is there wins.
_NAMES: dict[str, tuple[str, ...]] = {
    "day": (
        "date operation",
        "date de l operation",
        "date d operation",
        "date de comptabilisation",
        "date comptable",
        "date",
        "dateop",
        "date de valeur",
        "date valeur",
    ),
    "amount": ("montant", "montant de l operation", "montant operation", "amount"),
    "debit": ("debit",),
    "credit": ("credit",),
    "sign": ("sens", "signe", "debit credit", "d c"),
    "reference": (
        "libelle",
        "libelle operation",
        "libelle de l operation",
        "libelle complet",
        "libelle simplifie",
        "detail",
        "details",
        "informations complementaires",
        "nature de l operation",
        "motif",
        "communication",
        "reference",
    ),
    "payer": (
        "donneur d ordre",
        "nom du donneur d ordre",
        "emetteur",
        "tiers",
        "contrepartie",
        "nom de la contrepartie",
        "nom tiers",
        "payeur",
    ),
}
_CURRENCY = re.compile(r"\b(?:eur|euros?|en euros?)\b")


LONGEST_CELL = 10_000
"""Characters: a longer one swallowed the lines that follow."""


@dataclass(frozen=True)
class Received:
    """A credit of the account; `line` is where the file says it, from 1."""

    line: int
    on: date
    cents: int
    reference: str
    payer: str

    @property
    def key(self) -> tuple[date, int, str, str]:
        """What makes it the same receipt as another."""
        return self.on, self.cents, self.reference, self.payer


@dataclass(frozen=True)
class Trouble:
    """What could not be read, where, and the line as it is written."""

    line: int
    column: str
    message: str
    written: str


@dataclass(frozen=True)
class Statement:
    """A file as understood. `debits` counts the lines that left the account."""

    received: tuple[Received, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    debits: int = 0
    columns: dict[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """The file as a whole is not a bank's; its text says what to do."""


def read(content: bytes) -> Statement:
    """Read a file. Raises Unreadable if no heading is found, or too much is in it."""
    if len(content) > BIGGEST:
        raise Unreadable(
            _("Fichier de plus d’un mégaoctet\u00a0: exportez une période plus courte.")
        )
    text = _text(content)
    for delimiter in (";", "\t", ","):
        rows = list(_rows(text, delimiter))
        if (found := _heading(rows)) is not None:
            place, columns = found
            return _statement(rows[place + 1 :], columns, rows[place][1], delimiter)
    raise Unreadable(
        _(
            "Colonnes introuvables\u00a0: il faut une date, un libellé, et un montant ou un crédit."
            " Exportez le relevé de votre banque en CSV."
        )
    )


def cents_of(text: str) -> int:
    """Read an amount as banks write it (`1 234,56`, `+1.234,56`, `1234.56`); ValueError if not."""
    bare = _BLANKS.sub("", text).removesuffix("€").removesuffix("EUR").replace("\u2212", "-")
    found = next((one for shape in _AMOUNTS if (one := shape.match(bare))), None)
    if found is None or not bare.isascii():
        raise ValueError(text)
    sign, whole, part = found.groups()
    cents = int(re.sub(r"[.,]", "", whole)) * 100 + int((part or "0").ljust(2, "0"))
    if cents > LARGEST:
        raise ValueError(text)
    return -cents if sign == "-" else cents


def day_of(text: str) -> date:
    """Read a day as banks write it (`03/03/2026`, `3.3.26`, `2026-03-03`); ValueError if not."""
    bare = text.strip().split(" ")[0]
    for pattern, order in _DAYS:
        if found := pattern.match(bare):
            year, month, day = (int(found[place]) for place in order)
            return date(year + 2000 if year < 100 else year, month, day)
    raise ValueError(text)


def folded(text: str) -> str:
    """Lower case, no accent, words and figures only: « Débit (€) » is « debit »."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins: a quoted cell may hold several."""
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise csv.Error("a quote was left open")  # the limit of `csv` is the process's
            if any(cell.strip() for cell in row):
                yield begins, [_clean(cell) for cell in row]
            begins = reader.line_num + 1
            if begins > MOST_LINES + 1:
                raise Unreadable(
                    _("Plus de 10\u202f000 lignes\u00a0: exportez une période plus courte.")
                )
    except csv.Error as error:
        raise Unreadable(
            _("La ligne %(line)s ne se lit pas\u00a0: un guillemet y reste peut-être ouvert.")
            % {"line": begins}
        ) from error


def _clean(cell: str) -> str:
    """One line of visible characters; what is invisible could hide or turn what is read."""
    visible = "".join(" " if _hidden(one) else one for one in cell)
    return " ".join(visible.split())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _heading(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int]] | None:
    for place, (_line, row) in enumerate(rows[:30]):
        columns = _columns(row)
        whole = "amount" in columns or "credit" in columns
        if "day" in columns and whole and ("reference" in columns or "payer" in columns):
            return place, columns
    return None


def _columns(row: Sequence[str]) -> dict[str, int]:
    names = [_CURRENCY.sub("", folded(cell)).strip() for cell in row]
    found: dict[str, int] = {}
    for what, known in _NAMES.items():
        for name in known:
            if name in names and names.index(name) not in found.values():
                found[what] = names.index(name)
                break
    return found


def _statement(
    rows: Sequence[tuple[int, list[str]]],
    columns: dict[str, int],
    heading: Sequence[str],
    delimiter: str,
) -> Statement:
    received, troubles, debits = [], [], 0
    for line, cells in rows:
        try:
            one = _received(line, _Row(cells, columns, heading))
        except _Wrong as wrong:
            troubles.append(Trouble(line, wrong.column, wrong.message, delimiter.join(cells)))
            continue
        if one is None:
            debits += 1
        else:
            received.append(one)
    shown = {what: heading[place] for what, place in columns.items()}
    return Statement(tuple(received), tuple(troubles), debits, shown)


class _Wrong(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


class _Row:
    """A line of the file, asked by what its columns mean."""

    def __init__(self, cells: Sequence[str], columns: dict[str, int], heading: Sequence[str]):
        if len(cells) <= max(columns.values()) or any(cells[len(heading) :]):
            raise _Wrong(
                "",
                _("%(found)s colonnes au lieu de %(wanted)s\u00a0: vérifiez les séparateurs.")
                % {"found": len(cells), "wanted": len(heading)},
            )
        self.cells, self.columns, self.heading = cells, columns, heading

    def __contains__(self, what: str) -> bool:
        return what in self.columns

    def text(self, what: str) -> str:
        """What the cell says; empty if the file has no such column."""
        return self.cells[self.columns[what]] if what in self.columns else ""

    def read(self, what: str, reader: Callable[[str], Any], expected: str) -> Any:
        """Read the cell, or say at its column what was expected there."""
        try:
            return reader(self.text(what))
        except ValueError:
            found = _("Lu\u00a0: «\u00a0%(found)s\u00a0».") % {"found": self.text(what)}
            raise _Wrong(self.heading[self.columns[what]], f"{expected} {found}") from None

    def cents(self, what: str) -> int:
        """Read an amount."""
        return int(self.read(what, cents_of, _("Montant attendu\u00a0: 1234,56.")))


def _received(line: int, row: _Row) -> Received | None:
    """Read a credit; None for what went out."""
    on = row.read("day", day_of, _("Date attendue\u00a0: 03/03/2026."))
    cents = _signed_cents(row)
    if cents <= 0:
        return None
    return Received(line, on, cents, row.text("reference")[:LONGEST], row.text("payer")[:LONGEST])


def _signed_cents(row: _Row) -> int:
    credit = row.cents("credit") if row.text("credit") else 0
    if credit:
        return credit
    if row.text("debit"):
        return -abs(row.cents("debit"))
    if "amount" not in row:
        return row.cents("credit")  # empty, and said so at its column
    amount = row.cents("amount")
    return -abs(amount) if folded(row.text("sign")) in ("d", "debit") else amount


def twins(received: Sequence[Received]) -> set[int]:
    """Lines that say exactly what an earlier line says: one transfer read twice, or two alike."""
    ordered = sorted(received, key=lambda one: (one.key, one.line))
    return {after.line for before, after in pairwise(ordered) if before.key == after.key}
