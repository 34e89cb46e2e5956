"""Our own identity, and the account money comes to."""

import pytest

from billing.models import Provider
from tests.factories.billing import IBAN, SIRET, make_biller, vat_id_of
from tests.factories.people import sign_in

WHERE = "/facturation/prestataire/"
OTHER = "FR14 2004 1010 0505 0001 3M02 606"
TYPED = {
    "name": "Agora SCOP",
    "siret": SIRET,
    "vat_id": vat_id_of(SIRET),
    "street": "12 rue des Ateliers",
    "postcode": "92000",
    "town": "Nanterre",
    "email": "facturation@agora.example",
    "phone": "01 47 00 00 00",
    "dispense_threshold_cents": "60 000,00",
    "quote_days": "90",
}


@pytest.fixture
def biller(books, console):
    sign_in(console, make_biller())
    return console


def test_the_identity_is_corrected_and_its_account_left_alone(biller):
    assert "RIB en service" in biller.get(WHERE).text

    answer = biller.post(WHERE, TYPED)

    us = Provider.objects.get()
    assert answer.status_code == 302
    assert (us.name, us.iban, us.dispense_threshold_cents) == ("Agora SCOP", IBAN, 6_000_000)


def test_the_first_form_creates_us(biller):
    Provider.objects.all().delete()
    assert "Qui facture" in biller.get(WHERE).text
    assert biller.get(f"{WHERE}rib/").status_code == 302

    biller.post(WHERE, TYPED)

    assert Provider.objects.get().name == "Agora SCOP"


@pytest.mark.parametrize("amount", ["NaN", "1e9", "12,345", "-5", "douze"])
def test_an_amount_that_is_none_is_refused(biller, amount):
    answer = biller.post(WHERE, TYPED | {"dispense_threshold_cents": amount})

    assert answer.status_code == 422
    assert "1234,56" in answer.text


def test_a_reader_sees_and_writes_nothing(books, console):
    sign_in(console, make_biller("provider_billing_reader"))

    page = console.get(WHERE).text

    assert "Enregistrer" not in page
    assert "Nanterre" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"iban": "FR7630006000011234567890180"}, "IBAN mal recopié"),
        ({"iban": ""}, "IBAN mal recopié"),
        ({"bic": "XX"}, "BIC mal recopié"),
    ],
)
def test_a_wrong_account_is_said_beside_its_field(biller, typed, said):
    answer = biller.post(f"{WHERE}rib/", {"iban": OTHER, "bic": "PSSTFRPP"} | typed)

    assert answer.status_code == 422
    assert answer.text.count(said) == 2
    assert Provider.objects.get().pending_iban == ""


def test_a_new_account_is_confirmed_by_another_person(biller, books):
    biller.post(f"{WHERE}rib/", {"iban": OTHER, "bic": "psstfrpp"})
    page = biller.get(WHERE).text
    assert "Un second responsable doit confirmer ce RIB." in page
    assert "Confirmer ce RIB" not in page
    assert biller.post(f"{WHERE}rib/confirmer/").status_code == 403

    sign_in(biller, make_biller("provider_billing_approver"))
    assert "Confirmer ce RIB" in biller.get(WHERE).text
    biller.post(f"{WHERE}rib/confirmer/")

    us = Provider.objects.get()
    assert (us.iban, us.bic) == ("FR1420041010050500013M02606", "PSSTFRPP")


def test_whoever_proposed_is_told_to_ask_another(books, console):
    sign_in(console, make_biller("provider_billing_approver"))
    console.post(f"{WHERE}rib/", {"iban": OTHER, "bic": "PSSTFRPP"})
    assert "demandez à une autre personne" in console.get(WHERE).text

    answer = console.post(f"{WHERE}rib/confirmer/", follow=True)

    assert "Un second responsable doit confirmer ce RIB." in answer.text
    assert Provider.objects.get().iban == IBAN

    console.post(f"{WHERE}rib/retirer/")
    assert Provider.objects.get().pending_iban == ""
