"""« Exports »: lists as CSV for a spreadsheet, and the file of accounting entries."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from agora.exports.registries import DATE, DECIMAL, INTEGER, Column
from agora.exports.writers import write_csv
from agora.rules import door
from agora.ui import page
from billing import book, fec
from billing.models import Provider
from billing.queries import exports as rows
from billing.queries import invoices
from billing.rules import reads_billing


@dataclass(frozen=True)
class List:
    """A list that may leave."""

    label: Any
    text: Any
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Mapping[str, Any]]]


# Amounts are written with a comma beforehand: as numbers, so that none is taken for a formula.
LISTS = {
    "factures": List(
        _("Factures et avoirs"),
        _("Chaque document émis, avec sa livraison et son règlement."),
        (
            Column("number", _("Numéro")),
            Column("kind", _("Nature")),
            Column("issued_on", _("Date"), DATE),
            Column("payer", _("Payeur")),
            Column("siret", _("SIRET")),
            Column("engagement", _("Engagement")),
            Column("corrects", _("Corrige")),
            Column("ht", _("Total HT"), DECIMAL),
            Column("vat", _("TVA"), DECIMAL),
            Column("ttc", _("Total TTC"), DECIMAL),
            Column("paid", _("Réglé"), DECIMAL),
            Column("due", _("Reste dû"), DECIMAL),
            Column("payment", _("Règlement")),
            Column("delivery", _("Livraison")),
            Column("due_on", _("Échéance"), DATE),
        ),
        rows.document_rows,
    ),
    "encaissements": List(
        _("Encaissements"),
        _("Chaque virement, ce qui en est affecté et ce qui reste."),
        (
            Column("received_on", _("Reçu le"), DATE),
            Column("cents", _("Montant"), DECIMAL),
            Column("reference", _("Libellé")),
            Column("payer", _("Donneur d’ordre")),
            Column("given", _("Affecté"), DECIMAL),
            Column("left", _("Reste"), DECIMAL),
            Column("set_aside", _("Écarté parce que")),
        ),
        rows.receipt_rows,
    ),
    "faits": List(
        _("Grand livre"),
        _("Chaque fait, dans l’ordre de son journal, avec sa source."),
        (
            Column("journal", _("Journal")),
            Column("year", _("Exercice"), INTEGER),
            Column("entry_no", _("Écriture"), INTEGER),
            Column("on", _("Date"), DATE),
            Column("kind", _("Nature du fait")),
            Column("invoice", _("Facture")),
            Column("payer", _("Payeur")),
            Column("cents", _("Montant TTC"), DECIMAL),
            Column("source", _("Source")),
            Column("source_id", _("Référence de la source")),
        ),
        rows.fact_rows,
    ),
    "echeances": List(
        _("Échéances"),
        _("Ce qui est à facturer, bloqué ou déjà facturé."),
        (
            Column("due_from", _("À facturer à partir du"), DATE),
            Column("payer", _("Payeur")),
            Column("label", _("Libellé")),
            Column("period_start", _("Du"), DATE),
            Column("period_end", _("Au"), DATE),
            Column("ht", _("Montant HT"), DECIMAL),
            Column("state", _("État")),
            Column("engagement", _("Engagement")),
            Column("service_code", _("Code service")),
            Column("invoice", _("Facture")),
        ),
        rows.due_rows,
    ),
}


@door(reads_billing)
def listed(request: HttpRequest) -> HttpResponse:
    """What may be taken away."""
    return page(
        request,
        "billing/exports.html",
        lists=[{"name": name, "list": one} for name, one in LISTS.items()],
        years=rows.years(),
        books=invoices.years(),
    )


@door(reads_billing)
def csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """One list, whole, as a spreadsheet of a French town hall opens it."""
    wanted = LISTS.get(name)
    if wanted is None:
        raise Http404
    answer = StreamingHttpResponse(
        write_csv(wanted.columns, wanted.rows(), bom=True), content_type="text/csv; charset=utf-8"
    )
    return _file(answer, f"{name}.csv")


@door(reads_billing)
def accounting(request: HttpRequest, year: int) -> HttpResponse:
    """The file of accounting entries of a year (FEC)."""
    provider = Provider.objects.first()
    if provider is None or year not in rows.years():
        raise Http404
    content = fec.write(rows.fec_facts(until=year), year=year)
    answer = HttpResponse(content, content_type="text/plain; charset=iso-8859-15")
    return _file(answer, fec.name(provider.siren, year))


@door(reads_billing)
def whole_book(request: HttpRequest, year: int) -> FileResponse:
    """Every document of a year, with the chain that proves none was changed or left out."""
    if year not in invoices.years():
        raise Http404
    answer = FileResponse(book.write(year), content_type="application/zip")
    return _file(answer, f"livre-{year}.zip")


def _file(answer: Any, name: str) -> Any:
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "no-store"
    return answer
