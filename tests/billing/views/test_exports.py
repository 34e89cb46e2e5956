"""What leaves: lists for a spreadsheet, the file of accounting entries."""

import csv
import io
import zipfile
from datetime import date

import pytest

from billing.actions.receipts import allocate
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    make_receipt,
    note_status,
)
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
LIST = "/facturation/exports/"


@pytest.fixture
def ops(console, books):
    return sign_in(console, make_biller("provider_billing_reader"))


@pytest.fixture
def invoice(books):
    found = issued(make_account(name="=Commune d’Évry"), ht_cents=100_05)
    note_status(found, on=date(2026, 2, 3))
    receipt = make_receipt(50_00, reference="\tVIR +1", payer="@SGC", on=date(2026, 3, 3))
    allocate(actor=make_biller(), receipt=receipt, parts=[(found, 20_00)])
    issued(found.account, ht_cents=10_00, kind=381, corrects=found)
    make_due(make_contract(found.account), cents=12_34, label="-Hébergement")
    return found


def read(answer):
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_the_page_offers_lists_and_exercises(ops, invoice):
    page = ops.get(LIST).content.decode()
    for words in ("factures.csv", "encaissements.csv", "faits.csv", "echeances.csv", "fec/2026/"):
        assert words in page


def test_without_a_fact_there_is_no_exercise(ops):
    assert "Aucune écriture encore" in ops.get(LIST).content.decode()
    assert ops.get(f"{LIST}fec/2026/").status_code == 404


def test_invoices_leave_with_both_states_and_a_decimal_comma(ops, invoice):
    first, credit = read(ops.get(f"{LIST}factures.csv"))

    assert first["Payeur"] == "'=Commune d’Évry"
    assert (first["Total TTC"], first["Reste dû"]) == ("120,06", "88,06")
    assert (first["Règlement"], first["Livraison"]) == ("Payée en partie", "Déposée")
    assert (first["Date"], first["Échéance"]) == ("2026-02-02", "2026-03-05")
    assert (credit["Nature"], credit["Corrige"], credit["Règlement"]) == (
        "Avoir",
        invoice.number,
        "",
    )


def test_texts_a_spreadsheet_would_compute_are_guarded_and_numbers_are_not(ops, invoice):
    [receipt] = read(ops.get(f"{LIST}encaissements.csv"))
    assert (receipt["Libellé"], receipt["Donneur d’ordre"]) == ("'\tVIR +1", "'@SGC")
    assert (receipt["Affecté"], receipt["Reste"]) == ("20,00", "30,00")
    [due] = read(ops.get(f"{LIST}echeances.csv"))
    assert (due["Libellé"], due["Montant HT"]) == ("'-Hébergement", "12,34")


def test_an_overpaid_invoice_leaves_a_bare_negative_number(ops, invoice):
    issued(invoice.account, ht_cents=90_05, kind=381, corrects=invoice)
    assert read(ops.get(f"{LIST}factures.csv"))[0]["Reste dû"] == "-20,00"


def test_every_fact_leaves_with_its_source(ops, invoice):
    rows = read(ops.get(f"{LIST}faits.csv"))
    assert [(row["Journal"], row["Nature du fait"], row["Montant TTC"]) for row in rows] == [
        ("BQ", "Paiement reçu", "20,00"),
        ("VE", "Facture émise", "120,06"),
        ("VE", "Avoir émis", "12,00"),
    ]


def test_the_accounting_file_is_named_and_written_as_the_text_says(ops, invoice):
    answer = ops.get(f"{LIST}fec/2026/")
    assert "732829320FEC20261231.txt" in answer.headers["Content-Disposition"]
    lines = answer.content.decode("iso-8859-15").splitlines()
    assert lines[0].startswith("JournalCode\tJournalLib")
    assert len(lines) == 1 + 3 + 3 + 2


def test_what_is_not_offered_is_not_found(ops, invoice):
    assert ops.get(f"{LIST}mots-de-passe.csv").status_code == 404
    assert ops.get(f"{LIST}fec/2031/").status_code == 404


def test_nobody_else_takes_anything_away(console, invoice):
    sign_in(console, make_biller("director"))
    for address in (LIST, f"{LIST}factures.csv", f"{LIST}fec/2026/", f"{LIST}livre/2026/"):
        assert console.get(address).status_code == 403


def test_the_book_of_a_year_leaves_whole(ops, invoice):
    assert f"{LIST}livre/2026/" in ops.get(LIST).content.decode()
    answer = ops.get(f"{LIST}livre/2026/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert 'filename="livre-2026.zip"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as kept:
        assert invoice.number in kept.read("livre.csv").decode()
    assert ops.get(f"{LIST}livre/2031/").status_code == 404
