"""« Encaissements »: typing, reading the bank's file, giving, taking back."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from billing import clock
from billing.models import Allocation, BankReceipt
from tests.factories.billing import issued, make_account, make_biller, make_receipt, paid
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
LIST = "/facturation/encaissements/"
FILE = f"{LIST}releve/"
CSV = """Date;Libellé;Débit;Crédit
03/03/2026;VIR SGC ÉVRY AG2026-000001;;12 000,00
04/03/2026;LOYER;850,00;
05/03/2026;VIR DEUX;;1,234
06/03/2026;VIR TROIS;;5,00
06/03/2026;VIR TROIS;;5,00
"""


@pytest.fixture(autouse=True)
def in_april():
    with clock.at(date(2026, 4, 1)):
        yield


@pytest.fixture
def ops(console, books):
    return sign_in(console, make_biller())


@pytest.fixture
def invoice(books):
    return issued(make_account(name="Commune d’Évry"))


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def upload(content):
    data = content if isinstance(content, bytes) else content.encode("cp1252")
    return {"file": SimpleUploadedFile("releve.csv", data)}


def test_an_empty_list_says_where_to_begin(ops):
    page = text(ops.get(LIST))
    assert "Aucun virement noté" in page
    assert FILE in page


def test_the_list_shows_first_what_is_to_give(ops, invoice):
    make_receipt(500, reference="VIR A DONNER")
    aside = make_receipt(500, reference="VIR ECARTE")
    ops.post(f"{LIST}{aside.uid}/ecarter/", {"reason": "Erreur"})

    page = text(ops.get(LIST))
    assert "VIR A DONNER" in page
    assert "VIR ECARTE" not in page
    assert "VIR ECARTE" in text(ops.get(f"{LIST}?etat="))
    assert "Aucun virement ne correspond" in text(ops.get(f"{LIST}?etat=&q=rien"))


def test_the_second_page_shows_more_of_the_same(ops):
    for _n in range(21):
        make_receipt(500)
    aside = make_receipt(500, on=date(2020, 1, 1), reference="VIR ECARTE")
    ops.post(f"{LIST}{aside.uid}/ecarter/", {"reason": "Erreur"})
    assert "VIR ECARTE" not in text(ops.get(f"{LIST}?page=2"))


def test_when_all_is_given_the_list_says_so(ops, invoice):
    receipt = make_receipt(500)
    ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): "5,00"})
    assert "Tout est affecté" in text(ops.get(LIST))


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_takes_a_fixed_number_of_queries(ops, django_assert_num_queries, count):
    for _n in range(count):
        make_receipt(100)
    ops.get(LIST)
    with django_assert_num_queries(5):
        ops.get(LIST)


def test_a_transfer_is_typed_as_people_write_it(ops):
    typed = {"received_on": "2026-03-03", "cents": "1 234,56 €", "reference": "VIR SGC"}
    answer = ops.post(f"{LIST}nouveau/", typed)
    kept = BankReceipt.objects.get()
    assert answer.headers["Location"] == f"{LIST}{kept.uid}/"
    assert (kept.cents, kept.received_on) == (123_456, date(2026, 3, 3))

    page = text(ops.post(f"{LIST}nouveau/", typed), 422)
    assert "Virement déjà saisi (date, montant, référence)." in page
    assert 'value="1 234,56 €"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"cents": "1e9"}, "Montant attendu\u00a0: 1234,56."),
        ({"cents": "-5"}, "Écrivez un montant positif, par exemple 1234,56."),
        ({"cents": ""}, "Montant attendu\u00a0: 1234,56."),
        ({"reference": ""}, "Écrivez le libellé, ou le donneur d’ordre."),
        ({"reference": "V\u200bIR"}, "Caractère invisible en position 2\u00a0: le retirer."),
        ({"received_on": "2026-04-02"}, "Cette date n’est pas encore venue."),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field(ops, typed, words):
    given = {"received_on": "2026-03-03", "cents": "5,00", "reference": "VIR"}
    page = text(ops.post(f"{LIST}nouveau/", given | typed), 422)
    assert words in page
    assert not BankReceipt.objects.exists()


def test_the_file_is_shown_line_by_line_before_anything_is_kept(ops):
    known = make_receipt(500, on=date(2026, 3, 6), reference="VIR TROIS", payer="")
    page = text(ops.post(FILE, upload(CSV)))

    assert "VIR SGC ÉVRY AG2026-000001" in page
    assert "Ligne 4, colonne «\u00a0Crédit\u00a0»" in page or "Ligne 4, colonne « Crédit »" in page
    assert "1,234" in page
    assert "Lignes répétées dans le fichier" in page
    assert "Déjà connus" in page
    assert list(BankReceipt.objects.all()) == [known]


def test_confirming_keeps_what_was_shown_once(ops):
    page = text(ops.post(FILE, upload(CSV)))
    content = re.search(r'name="content" value="([^"]+)"', page)[1]

    for _time in range(2):
        assert ops.post(FILE, {"content": content}).headers["Location"] == LIST
    kept = BankReceipt.objects.order_by("received_on").values_list("cents", "from_file")
    assert list(kept) == [(1_200_000, True), (500, True)]


@pytest.mark.parametrize("content", [b"", b"Nom;Prenom\nA;B\n", b"\x89PNG\r\n" * 20])
def test_what_is_no_statement_says_what_to_do(ops, content):
    page = text(ops.post(FILE, upload(content)), 422)
    assert "Ce fichier est vide" in page or "Colonnes introuvables" in page


def test_no_file_and_a_torn_page_ask_for_the_file(ops):
    assert "Choisissez un fichier." in text(ops.post(FILE), 422)
    assert "Choisissez de nouveau le fichier." in text(ops.post(FILE, {"content": "é"}), 422)
    assert "Colonnes introuvables" in text(ops.post(FILE, {"content": "eHg="}), 422)


def test_the_invoice_named_in_the_label_is_proposed_and_given_in_one_click(ops, invoice):
    receipt = make_receipt(1_250_000, reference=f"VIR {invoice.number}")
    page = text(ops.get(f"{LIST}{receipt.uid}/"))
    assert "Numéro de facture dans le libellé" in page
    assert 'value="12000,00"' in page

    ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): "12000,00"})
    page = text(ops.get(f"{LIST}{receipt.uid}/"))
    assert Allocation.objects.get().cents == 1_200_000
    assert "500,00" in page
    assert "Aucune facture à payer ne correspond" in page


def test_another_invoice_is_found_by_number_or_payer(ops, invoice):
    other = issued(make_account(name="Montclair"))
    receipt = make_receipt(100, reference="VIR", payer="DGFIP")
    page = text(ops.get(f"{LIST}{receipt.uid}/?q=montclair"))
    assert other.number in page
    assert invoice.number not in page


def test_too_much_is_refused_at_the_amount_and_kept_as_typed(ops, invoice):
    receipt = make_receipt(2_000_000)
    page = text(ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): "15000,00"}), 422)
    assert "il reste 12000,00 € à payer" in page
    assert 'value="15000,00"' in page
    page = text(ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): ""}), 422)
    assert "Écrivez un montant pour une facture au moins." in page


def test_a_part_is_taken_back_and_its_trace_stays(ops, invoice):
    receipt = make_receipt(500)
    ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): "5,00"})
    part = Allocation.objects.get()
    address = f"/facturation/affectations/{part.uid}/annuler/"

    assert ops.get(address).headers["Location"] == f"{LIST}{receipt.uid}/"
    assert Allocation.objects.get().undone is None
    ops.post(address)
    assert Allocation.objects.get().undone is not None
    assert "Annulée le 1er\u00a0avril\u00a02026." in text(ops.get(f"{LIST}{receipt.uid}/"))


def test_a_receipt_set_aside_is_taken_back(ops):
    receipt = make_receipt(500)
    address = f"{LIST}{receipt.uid}/ecarter/"
    assert "Écrivez pourquoi" in text(ops.post(address, {"reason": ""}), 422)
    ops.post(f"{LIST}{receipt.uid}/ecarter/", {"reason": "Loyer"})
    assert "Loyer" in text(ops.get(f"{LIST}{receipt.uid}/"))
    ops.get(f"{LIST}{receipt.uid}/reprendre/")
    assert BankReceipt.objects.get().set_aside == "Loyer"
    ops.post(f"{LIST}{receipt.uid}/reprendre/")
    assert BankReceipt.objects.get().set_aside == ""


def test_one_partly_given_is_not_set_aside(ops, invoice):
    receipt = make_receipt(500)
    ops.post(f"{LIST}{receipt.uid}/", {str(invoice.uid): "1,00"})
    page = text(ops.post(f"{LIST}{receipt.uid}/ecarter/", {"reason": "Loyer"}), 422)
    assert "Annulez d’abord" in page


@pytest.mark.parametrize("count", [1, 9])
def test_the_page_of_a_receipt_takes_a_fixed_number_of_queries(
    ops, invoice, django_assert_num_queries, count
):
    for _n in range(count):
        issued(invoice.account)
    paid(invoice, on=date(2026, 3, 3))
    receipt = make_receipt(500)
    ops.get(f"{LIST}{receipt.uid}/")
    with django_assert_num_queries(6):
        ops.get(f"{LIST}{receipt.uid}/")


def test_who_only_reads_sees_and_touches_nothing(console, invoice):
    receipt = make_receipt(500)
    sign_in(console, make_biller("provider_billing_reader"))
    assert "Affecter" not in text(console.get(f"{LIST}{receipt.uid}/")).split("<main")[1]
    assert console.get(FILE).status_code == 403
    assert console.post(f"{LIST}{receipt.uid}/ecarter/", {"reason": "x"}).status_code == 403
