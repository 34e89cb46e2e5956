"""Payers, as the provider's people see and write them."""

import pytest

from billing.models import AccountCity, BillingAccount
from tests.factories.billing import (
    make_account,
    make_biller,
    make_contract,
    make_due,
    siret_of,
    vat_id_of,
)
from tests.factories.people import make_staff, sign_in

TYPED = {
    "name": "Ville de Villeneuve",
    "siret": "",
    "vat_id": "",
    "territory": "metropole",
    "street": "1 place de la Mairie",
    "postcode": "92000",
    "town": "Villeneuve",
    "rail": "own_bank",
}


@pytest.fixture
def biller(books, console):
    sign_in(console, make_biller())
    return console


def test_only_the_people_of_billing_enter(books, console):
    sign_in(console, make_staff("operator"))

    assert console.get("/facturation/comptes/").status_code == 403


def test_a_reader_reads_and_writes_nothing(books, console):
    sign_in(console, make_biller("provider_billing_reader"))
    account = make_account()

    assert "Créer un compte" not in console.get("/facturation/comptes/").text
    assert "Préparer un devis" not in console.get(f"/facturation/comptes/{account.uid}/").text
    assert console.get("/facturation/comptes/nouveau/").status_code == 403


def test_cities_without_a_payer_are_said_first(biller, books):
    make_account(city=books["montclair"])

    page = biller.get("/facturation/comptes/").text

    assert page.index("Villes sans payeur") < page.index("Tous les comptes")
    assert "Créer son compte" in page
    assert f"?ville={books['villeneuve'].schema_name}" in page
    assert f"?ville={books['montclair'].schema_name}" not in page


def test_an_account_is_created_for_the_city_it_pays(biller, books):
    siret = siret_of(800)
    where = f"/facturation/comptes/nouveau/?ville={books['villeneuve'].schema_name}"
    assert 'value="Villeneuve"' in biller.get(where).text

    spaced = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
    answer = biller.post(where, TYPED | {"siret": spaced, "vat_id": vat_id_of(siret)})

    account = BillingAccount.objects.get()
    assert answer.url == f"/facturation/comptes/{account.uid}/"
    assert (account.siret, AccountCity.objects.get().city) == (siret, books["villeneuve"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"siret": "732 829 320 00075"}, "SIRET mal recopié\u00a0: vérifiez les 14\u00a0chiffres."),
        ({"siret": ""}, "SIRET mal recopié\u00a0: vérifiez les 14\u00a0chiffres."),
        ({"vat_id": "FR00732829320"}, "Numéro de TVA mal recopié"),
        ({"name": "Ville\u202e piégée"}, "Caractère invisible en position 6\u00a0: le retirer."),
        ({"postcode": "9200"}, "Un code postal a cinq chiffres."),
    ],
)
def test_a_slip_is_said_at_its_field_and_what_was_typed_is_kept(biller, typed, said):
    answer = biller.post("/facturation/comptes/nouveau/", TYPED | {"siret": siret_of(801)} | typed)

    assert answer.status_code == 422
    assert answer.text.count(said) == 2  # above, and at the field
    assert "1 place de la Mairie" in answer.text
    assert not BillingAccount.objects.exists()


def test_a_known_siret_names_its_account(biller):
    known = make_account(name="Métropole du Fil")

    answer = biller.post("/facturation/comptes/nouveau/", TYPED | {"siret": known.siret})

    assert answer.status_code == 422
    assert "Métropole du Fil" in answer.text


def test_an_account_is_corrected(biller):
    account = make_account()
    where = f"/facturation/comptes/{account.uid}/modifier/"
    assert account.siret in biller.get(where).text

    biller.post(where, TYPED | {"siret": account.siret, "engagement_required": "on"})

    account.refresh_from_db()
    assert (account.name, account.engagement_required) == ("Ville de Villeneuve", True)
    assert "engagement" in biller.get(f"/facturation/comptes/{account.uid}/").text


def test_a_city_is_linked_and_detached(biller, books):
    account = make_account()
    where = f"/facturation/comptes/{account.uid}/villes/"
    biller.post(where, {"city": books["montclair"].pk})

    link = AccountCity.objects.get()
    assert (link.account, link.shows_documents) == (account, False)
    taken = biller.post(where, {"city": books["montclair"].pk})
    assert "Cette ville a déjà son payeur" in taken.text

    biller.post(f"{where}{link.pk}/retirer/")
    assert not AccountCity.objects.exists()
    assert biller.post(f"{where}{link.pk}/retirer/").status_code == 404


def test_an_account_shows_what_it_owes_and_has_agreed(biller, books):
    account = make_account(city=books["villeneuve"])
    make_due(make_contract(account), label="Hébergement 2026")

    page = biller.get(f"/facturation/comptes/{account.uid}/").text

    assert "Hébergement 2026" in page
    assert "10\u202f000,00\u00a0€" in page
    assert "Plateforme de participation" in page


def test_accounts_are_searched_and_taken_away(biller, books):
    make_account(name="Commune du Val", city=books["villeneuve"])
    make_account(name="Autre")

    assert "Autre" not in biller.get("/facturation/comptes/?q=val").text
    assert "Commune du Val" in biller.get("/facturation/comptes/?q=villeneuve").text
    assert "Aucun compte ne correspond" in biller.get("/facturation/comptes/?q=zzz").text
    taken = b"".join(biller.get("/facturation/comptes.csv?q=val").streaming_content).decode()
    assert taken.startswith("\ufeffCompte;SIRET")
    assert "Commune du Val" in taken
    assert "Autre" not in taken


def test_the_list_costs_the_same_at_any_size(biller, books, django_assert_max_num_queries):
    for _turn in range(12):
        make_account()
    with django_assert_max_num_queries(6):
        biller.get("/facturation/comptes/")


def test_an_unknown_account_is_not_found(biller):
    nobody = "00000000-0000-4000-8000-000000000000"

    assert biller.get(f"/facturation/comptes/{nobody}/").status_code == 404
