"""The provider's people go from a quote to a payment, page by page, with and without JavaScript."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from agora.context import public
from agora.jobs import enqueue
from agora.rules import SYSTEM
from billing import demo
from billing.actions.prices import set_grid
from billing.models import AccountCity, Invoice, PriceItem
from tenants.models import City
from tests.factories.billing import make_account, make_provider
from tests.journeys.stage import NIGHT_OPERATOR, OPERATOR, let_the_worker_work

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])


@pytest.fixture
def payer(site, js):
    """A payer with a city of its own, and prices in force."""
    name = "Rochebrune" if js else "Aigremont"
    with public(), transaction.atomic():
        make_provider()
        if not PriceItem.objects.exists():
            set_grid(actor=SYSTEM, valid_from=date(2020, 1, 1))
        city = City.objects.create(name=name, population=12_300, reference_prefix=name)
        account = make_account(name=f"Commune de {name}", contact_email="")
        AccountCity.objects.create(city=city, account=account)
    return account


@pytest.fixture
def scan(tmp_path):
    kept = tmp_path / "devis-signe.pdf"
    kept.write_bytes(demo.signed_scan().content)
    return kept


def press(desk, name):
    with desk.expect_navigation():
        desk.get_by_role("main").get_by_role("button", name=name).first.click()


def follow(desk, name):
    with desk.expect_navigation():
        desk.get_by_role("main").get_by_role("link", name=name).first.click()


@WITH_AND_WITHOUT
def test_from_the_quote_to_the_payment(site, phone, sign_in, payer, scan, js):
    desk = phone(js=js)
    sign_in(desk, site.console("/compte/connexion/"), OPERATOR if js else NIGHT_OPERATOR)

    desk.goto(site.console(f"/facturation/comptes/{payer.uid}/devis/"))
    desk.get_by_label("Objet").fill("Plateforme de participation")
    press(desk, "Préparer le devis")
    press(desk, "Figer et envoyer")
    follow(desk, "Déposer le devis signé")
    desk.get_by_role("main").locator("input[type=file]").set_input_files(scan)
    press(desk, "Enregistrer l’accord")
    follow(desk, "Ouvrir le contrat")
    press(desk, "Ouvrir ce contrat")
    expect(desk.get_by_text("En cours", exact=True).first).to_be_visible()
    with public():
        enqueue("billing.plan", scope="public")
    let_the_worker_work()

    desk.goto(site.console("/facturation/factures/"))
    press(desk, f"Préparer la facture : {payer.name}")
    press(desk, "Émettre")
    let_the_worker_work()
    with public():
        number = Invoice.objects.filter(account=payer).values_list("number", flat=True).get()
        total = Invoice.objects.get(number=number).ttc_cents
    if js:
        expect(desk.get_by_text(f"Émise\u00a0: {number}")).to_be_visible()
        follow(desk, "Voir la facture")
    else:
        desk.reload()
    expect(desk.get_by_role("heading", name=number, level=1)).to_be_visible()
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Données (XML)").click()
    assert number.encode() in taken.value.path().read_bytes()

    desk.goto(site.console("/facturation/a-deposer/"))
    desk.get_by_label(f"Numéro Chorus Pro {number}").fill("CPP-2026-77")
    press(desk, f"Marquer déposée {number}")

    desk.goto(site.console("/facturation/encaissements/nouveau/"))
    today = date.today()
    for label, value in (("Jour", today.day), ("Mois", today.month), ("Année", today.year)):
        desk.get_by_label(label, exact=True).fill(str(value))
    desk.get_by_label("Montant, en euros").fill(f"{total // 100},{total % 100:02d}")
    desk.get_by_label("Libellé").fill(f"VIR {number}")
    press(desk, "Enregistrer le virement")
    press(desk, "Affecter ces montants")

    desk.goto(site.console("/facturation/factures/?etat=payees"))
    follow(desk, number)
    expect(desk.get_by_text("CPP-2026-77")).to_be_visible()
    expect(desk.get_by_role("heading", name="Paiement reçu")).to_be_visible()
    expect(desk.get_by_text("rien à payer")).to_be_visible()
