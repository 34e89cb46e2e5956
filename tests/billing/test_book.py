"""The book of invoices, as a zip."""

import csv
import io
import zipfile
from datetime import date

import pytest

from billing import book
from billing.models import Artifact
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db


def test_the_book_of_a_year_holds_its_documents_and_no_draft(books):
    account = make_account()
    old = issued(account, on=date(2025, 12, 30))
    kept = issued(account, on=date(2026, 1, 2))
    account.invoices.create()
    for kind in ("xml", "pdf"):
        Artifact.objects.create(
            invoice=kept, kind=kind, name=f"x.{kind}", sha256="0" * 64, content=kind.encode()
        )
    with book.write(2026) as made, zipfile.ZipFile(made) as zipped:
        names = zipped.namelist()
        rows = list(
            csv.DictReader(io.StringIO(zipped.read("livre.csv").decode("utf-8-sig")), delimiter=";")
        )
        assert zipped.read(f"{kept.number}.pdf") == b"pdf"

    assert names == ["livre.csv", f"{kept.number}.pdf", f"{kept.number}.xml"]
    assert [(row["numero"], row["maillon"]) for row in rows] == [(kept.number, kept.chain_hash)]
    assert (rows[0]["precedent"], rows[0]["premiere_annee"]) == (old.chain_hash, "2025")
    with book.write() as made, zipfile.ZipFile(made) as zipped:
        assert zipped.read("livre.csv").decode().count("\r\n") == 3
