"""What falls due, on screen."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from billing import clock
from billing.models import DueItem
from tests.billing.test_scans import PNG
from tests.factories.billing import issued, make_account, make_biller, make_contract, make_due
from tests.factories.people import sign_in

WHERE = "/facturation/echeances/"


@pytest.fixture
def biller(books, console):
    sign_in(console, make_biller())
    return console


@pytest.fixture
def demanding(books):
    return make_account(
        city=books["villeneuve"],
        name="Commune A",
        engagement_required=True,
        contact_name="Mme Ouvrard",
    )


@pytest.fixture(autouse=True)
def june():
    with clock.at(date(2026, 6, 10)):
        yield


def test_what_is_blocked_comes_first_with_whom_to_ask(biller, demanding):
    make_due(make_contract(make_account(name="Commune B")), label="Ligne libre")
    make_due(make_contract(demanding), state="awaiting_ref", label="Bloquée")
    service = make_account(name="Commune C", service_required=True)
    make_due(make_contract(service), state="planned", label="Bientôt")

    page = biller.get(WHERE).text

    assert page.index("Bloquée") < page.index("Ligne libre") < page.index("Bientôt")
    assert "Chorus rejetterait\u00a0: demander l’engagement à Mme Ouvrard." in page
    assert "demander le code service à Service comptable." in page
    assert "10\u202f000,00\u00a0€" in page


def test_the_reference_and_the_order_are_entered_for_the_city(biller, demanding):
    item = make_due(make_contract(demanding), state="awaiting_ref", asked_at=clock.now())
    where = f"{WHERE}{item.uid}/"
    assert "Chorus rejetterait" in biller.get(where).text

    answer = biller.post(
        where, {"engagement": "EJ-2026-8", "scan": SimpleUploadedFile("bc.png", PNG)}
    )

    item.refresh_from_db()
    assert answer.url == WHERE
    assert (item.state, item.engagement, bytes(item.order_scan.content)) == (
        "ready",
        "EJ-2026-8",
        PNG,
    )
    assert "bc.png" in biller.get(where).text


def test_a_bad_order_is_refused_and_the_reference_kept_on_screen(biller, demanding):
    item = make_due(make_contract(demanding), state="awaiting_ref")
    typed = {"engagement": "EJ-1", "scan": SimpleUploadedFile("bc.pdf", b"MZ")}

    answer = biller.post(f"{WHERE}{item.uid}/", typed)

    assert answer.status_code == 422
    assert "Déposer un PDF simple" in answer.text
    assert 'value="EJ-1"' in answer.text
    item.refresh_from_db()
    assert item.engagement == ""


def test_an_amount_is_given_up_and_taken_back(biller, demanding):
    item = make_due(make_contract(demanding))
    biller.post(f"{WHERE}{item.uid}/annuler/")
    assert "Rétablir cette échéance" in biller.get(f"{WHERE}{item.uid}/").text

    biller.post(f"{WHERE}{item.uid}/retablir/")

    item.refresh_from_db()
    assert item.state == "planned"
    assert biller.post(f"{WHERE}{item.uid}/autre/").status_code == 404


def test_what_is_invoiced_shows_its_number_and_no_form(biller, demanding):
    invoice = issued(demanding)
    item = make_due(make_contract(demanding), state="invoiced", invoice=invoice)

    page = biller.get(f"{WHERE}{item.uid}/").text

    assert invoice.number in page
    assert "Enregistrer la référence" not in page
    refused = biller.post(f"{WHERE}{item.uid}/annuler/", follow=True).text
    assert f"Période déjà facturée\u00a0: {invoice.number}." in refused
    assert biller.post(f"{WHERE}{item.uid}/", {"engagement": "X"}).status_code in (200, 422)
    assert DueItem.objects.get().engagement == ""


def test_a_reader_reads_only(books, console, demanding):
    sign_in(console, make_biller("provider_billing_reader"))
    item = make_due(make_contract(demanding), state="awaiting_ref")

    assert "Enregistrer la référence" not in console.get(f"{WHERE}{item.uid}/").text
    console.post(f"{WHERE}{item.uid}/", {"engagement": "X"})
    assert console.post(f"{WHERE}{item.uid}/annuler/").status_code == 403
    item.refresh_from_db()
    assert (item.engagement, item.state) == ("", "awaiting_ref")


def test_the_list_is_filtered_taken_away_and_of_constant_cost(
    biller, demanding, django_assert_max_num_queries
):
    assert "Rien à facturer" in biller.get(WHERE).text
    contract = make_contract(demanding)
    for number in range(8):
        make_due(contract, label=f"Ligne {number}", city=demanding.cities.get().city)
    make_due(contract, label="Annulée", state="cancelled")

    with django_assert_max_num_queries(6):
        page = biller.get(WHERE).text
    assert "Ligne 7" in page
    assert "Annulée" not in page.split('<ul class="rules')[1]
    assert "Ligne 7" not in biller.get(f"{WHERE}?etat=cancelled").text
    assert "Aucune échéance ne correspond" in biller.get(f"{WHERE}?q=zzz").text
    taken = b"".join(biller.get("/facturation/echeances.csv?q=Ligne").streaming_content).decode()
    assert taken.count("\r\n") == 9
    assert ";10000,00;" in taken
