"""The book of invoices as a zip that anyone can verify without us (`infra/verify_books.py`)."""

import csv
import io
import zipfile
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db.models import Min, QuerySet

from billing.models import Artifact, Invoice, InvoiceState

COLUMNS = ["serie", "annee", "rang", "numero", "date", "nature", "siret", "ttc"]
COLUMNS += ["xml_sha256", "pdf_sha256", "precedent", "maillon", "premiere_annee"]
IN_MEMORY = 16 * 1024 * 1024


def issued(year: int | None = None) -> QuerySet[Invoice]:
    """Documents of a year, or all, in the order of their numbers."""
    rows = Invoice.objects.filter(state=InvoiceState.ISSUED)
    return (rows.filter(year=year) if year else rows).order_by("series", "year", "no")


def write(year: int | None = None) -> IO[bytes]:
    """Make the book: `livre.csv`, then the XML and the PDF of each document; rewound."""
    kept: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the caller closes)
    first = {
        row["series"]: row["first"]
        for row in issued().order_by().values("series").annotate(first=Min("year"))
    }
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerow(COLUMNS)
        for invoice in issued(year).iterator(500):
            writer.writerow(_row(invoice, first))
        book.writestr("livre.csv", "\ufeff" + text.getvalue())
        for artifact in _bytes(year):
            name = f"{artifact.invoice.number}.{artifact.kind}"
            book.writestr(name, bytes(artifact.content))
    kept.seek(0)
    return kept


def _bytes(year: int | None) -> Iterator[Artifact]:
    rows = Artifact.objects.filter(kind__in=["xml", "pdf"]).select_related("invoice")
    if year:
        rows = rows.filter(invoice__year=year)
    return rows.order_by("invoice__series", "invoice__year", "invoice__no", "kind").iterator(20)


def _row(invoice: Invoice, first: dict[str, int]) -> list[Any]:
    return [
        invoice.series,
        invoice.year,
        invoice.no,
        invoice.number,
        invoice.issued_on.isoformat() if invoice.issued_on else "",
        invoice.kind,
        invoice.buyer.get("siret", ""),
        invoice.ttc_cents,
        invoice.xml_sha256,
        invoice.pdf_sha256,
        invoice.previous_hash,
        invoice.chain_hash,
        first[invoice.series],
    ]
