#!/usr/bin/env python3
"""Verify a book of invoices without Agora: `python3 verify_books.py livre-2026.zip`.

A book is a zip made by the page « Exports »: `livre.csv` and, for each document, `NUMBER.xml` and
`NUMBER.pdf`. Nothing but Python's standard library is needed. Checked, in this order: numbers
follow each other from 1 in each series and year; dates never go back; each file has its hash; each
link is SHA-256(previous link, SHA-256 of the XML, SHA-256 of the PDF), all three as raw bytes, and
hangs on the link before (the first of all hangs on 32 zero bytes). Exit code 0 if all holds.
"""

import csv
import hashlib
import io
import sys
import zipfile
from collections.abc import Iterator

BEGINNING = "0" * 64
Row = dict[str, str]


def rows_of(book: zipfile.ZipFile) -> list[Row]:
    """The lines of the book, by series, then by number."""
    text = io.TextIOWrapper(book.open("livre.csv"), encoding="utf-8-sig", newline="")
    rows = list(csv.DictReader(text, delimiter=";"))
    return sorted(rows, key=lambda row: (row["serie"], int(row["annee"]), int(row["rang"])))


def faults_of(book: zipfile.ZipFile) -> Iterator[str]:
    """Everything wrong with the book, in words."""
    names = set(book.namelist())
    before: Row | None = None
    for row in rows_of(book):
        follows = before is not None and before["serie"] == row["serie"]
        yield from _order(row, before if follows else None)
        xml, pdf = (_hash(book, names, f"{row['numero']}.{kind}") for kind in ("xml", "pdf"))
        for kind, found in (("xml", xml), ("pdf", pdf)):
            if found is None or found.hex() != row[f"{kind}_sha256"]:
                yield f"{row['numero']}.{kind}: altered or missing"
        link = hashlib.sha256(
            bytes.fromhex(row["precedent"])
            + bytes.fromhex(row["xml_sha256"])
            + bytes.fromhex(row["pdf_sha256"])
        ).hexdigest()
        if link != row["maillon"]:
            yield f"{row['numero']}: its link is not that of its files"
        before = row


def _order(row: Row, before: Row | None) -> Iterator[str]:
    year, no = int(row["annee"]), int(row["rang"])
    if row["numero"] != f"{row['serie']}{year}-{no:06d}":
        yield f"{row['numero']}: not the number of {row['serie']} {year} {no}"
    same_year = before is not None and int(before["annee"]) == year
    wanted = int(before["rang"]) + 1 if before is not None and same_year else 1
    if no != wanted:
        yield f"{row['numero']}: number {wanted} is missing before it"
    if before is None:
        # A book of one year begins on the last link of the year before, which it does not hold.
        if row["precedent"] != BEGINNING and year == _first_year(row):
            yield f"{row['numero']}: the first link hangs on something"
        return
    if row["precedent"] != before["maillon"]:
        yield f"{row['numero']}: does not hang on {before['numero']}"
    if row["date"] < before["date"]:
        yield f"{row['numero']}: dated before {before['numero']}"


def _first_year(row: Row) -> int:
    return int(row.get("premiere_annee") or 0)


def _hash(book: zipfile.ZipFile, names: set[str], name: str) -> bytes | None:
    return hashlib.sha256(book.read(name)).digest() if name in names else None


def main(path: str) -> int:
    """Say what is wrong, or that nothing is."""
    with zipfile.ZipFile(path) as book:
        faults = list(faults_of(book))
        count = len(rows_of(book))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.stdout.write(f"{count} documents, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
