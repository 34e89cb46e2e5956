"""A contract on screen: opened, told in time, ended."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.rules import SYSTEM
from billing import clock
from billing.actions import quotes
from billing.actions.prices import set_grid
from billing.models import Contract, DueItem
from billing.scans import read_scan
from tests.billing.test_scans import PNG
from tests.factories.billing import make_account, make_biller, make_contract, make_due, make_line
from tests.factories.people import sign_in

TYPED = {
    "kind": "marche",
    "market_ref": "2026-17",
    "signed_on": "2026-03-10",
    "starts_on": "2026-08-01",
    "max_renewals": "3",
    "notice_days": "90",
    "payment_days": "30",
}


@pytest.fixture
def biller(books, console):
    sign_in(console, make_biller())
    return console


@pytest.fixture
def quote(books):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    account = make_account(city=books["villeneuve"])
    drafted = quotes.draft_quote(
        actor=SYSTEM, account=account, title="Plateforme", starts_on=date(2026, 8, 1)
    )
    quotes.send_quote(actor=SYSTEM, quote=drafted)
    scan = read_scan(SimpleUploadedFile("b.png", PNG))
    return quotes.accept_quote(actor=SYSTEM, quote=drafted, scan=scan)


@pytest.fixture(autouse=True)
def june():
    with clock.at(date(2026, 6, 10)):
        yield


def test_a_contract_is_opened_from_its_quote(biller, quote):
    where = f"/facturation/devis/{quote.uid}/contrat/"
    assert 'value="90"' in biller.get(where).text

    answer = biller.post(where, TYPED, follow=True)

    contract = Contract.objects.get()
    assert (contract.market_ref, contract.ends_on) == ("2026-17", date(2026, 12, 31))
    page = answer.text
    assert "153/365 jours" in page
    assert "Du 1er\u00a0janvier\u00a02027 au 31\u00a0décembre\u00a02027" in page
    assert "si reconduit" in page
    again = biller.post(where, TYPED)
    assert again.status_code == 422
    assert "Ce devis a déjà son contrat." in again.text


def test_a_public_buyer_never_pays_later_than_thirty_days(biller, quote):
    where = f"/facturation/devis/{quote.uid}/contrat/"

    assert biller.post(where, TYPED | {"payment_days": "45"}).status_code == 422
    assert not Contract.objects.exists()


def test_the_page_tells_the_thread_and_the_next_years(biller, books):
    contract = make_contract(make_account(), market_ref="M-9")
    line = make_line(contract)
    make_due(contract, line=line)

    page = biller.get(f"/facturation/contrats/{contract.uid}/").text

    assert 'aria-current="step"' in page
    assert "Dernier jour pour dénoncer" in page
    assert page.index("Signé") < page.index("nous sommes ici") < page.index("Fin du contrat")
    assert page.count("si reconduit") == 3


def test_a_contract_is_denounced_in_time(biller, books):
    contract = make_contract(make_account())
    where = f"/facturation/contrats/{contract.uid}/denoncer/"
    assert "2\u00a0octobre\u00a02026" in biller.get(where).text

    late = biller.post(where, {"on": "2026-11-01"})
    assert late.status_code == 422
    assert "Préavis de 90 jours" in late.text
    biller.post(where, {"on": "2026-06-10"})

    page = biller.get(f"/facturation/contrats/{contract.uid}/").text
    assert "Dénoncé" in page
    assert "si reconduit" not in page


def test_a_contract_is_terminated_with_a_reason(biller, books):
    contract = make_contract(make_account())
    make_due(contract, line=make_line(contract))
    where = f"/facturation/contrats/{contract.uid}/resilier/"
    assert biller.post(where, {"on": "2026-06-30", "reason": ""}).status_code == 422
    assert "rien n’est coupé" not in biller.get(where).text

    biller.post(where, {"on": "2026-06-30", "reason": "Fusion de communes"})

    assert DueItem.objects.get().period_end == date(2026, 6, 30)
    page = biller.get(f"/facturation/contrats/{contract.uid}/").text
    assert "Fusion de communes" in page
    assert biller.post(where, {"on": "2026-06-30", "reason": "Encore"}).status_code == 422


def test_contracts_are_listed_the_next_to_end_first(biller, books, django_assert_max_num_queries):
    assert "Aucun contrat encore" in biller.get("/facturation/contrats/").text
    account = make_account()
    make_contract(account, title="Tard", ends_on=date(2028, 12, 31))
    make_contract(account, title="Tôt")
    make_contract(account, title="Fini", state="ended", ends_on=date(2026, 2, 1))

    with django_assert_max_num_queries(4):
        page = biller.get("/facturation/contrats/").text

    assert page.index("Tôt") < page.index("Tard") < page.index("Fini")
    assert "Tard" not in biller.get("/facturation/contrats/?etat=ended").text
    assert "Aucun contrat ne correspond" in biller.get("/facturation/contrats/?q=zzz").text


def test_a_reader_sees_no_verb(books, console):
    sign_in(console, make_biller("provider_billing_reader"))
    contract = make_contract(make_account())

    assert "Résilier" not in console.get(f"/facturation/contrats/{contract.uid}/").text
    assert console.get(f"/facturation/contrats/{contract.uid}/resilier/").status_code == 403
