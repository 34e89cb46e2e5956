"""Somebody of a city's finance department: by keyboard, without script, in three moves."""

import pytest
from playwright.sync_api import expect

from agora.context import enter, public
from billing.models import Contract, DueItem, OwnDueItem
from tenants.models import City
from tests.factories.billing import make_due
from tests.journeys.keyboard import Keyboard
from tests.journeys.stage import ACCOUNTANT

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def desk(site, browser, sign_in):
    """A desk without script, its person signed in."""
    context = browser.new_context(
        locale="fr-FR", java_script_enabled=False, viewport={"width": 1200, "height": 900}
    )
    page = context.new_page()
    sign_in(page, site.url("/compte/connexion/"), ACCOUNTANT)
    yield page
    context.close()


def test_an_invoice_its_number_and_whom_to_call_are_three_moves_away(site, desk):
    desk.goto(site.url("/gestion/"))
    header = desk.get_by_role("banner")
    hands = Keyboard(desk)
    hands.press(header.locator("summary:visible", has_text="Plus"))
    hands.follow(header.get_by_role("link", name="Facturation"), "/facturation/")
    hands.follow(desk.get_by_role("link", name="AG2026-000001", exact=True), "/factures/")

    assert hands.wrong == []
    main = desk.get_by_role("main")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Facture AG2026-000001")
    expect(main).to_contain_text("Numéro Chorus Pro : CPP-Valmont")
    expect(main).to_contain_text("À vos services")
    expect(main.get_by_role("link", name="01 47 00 00 00")).to_be_visible()
    expect(main.get_by_role("link", name="facturation@agora.example")).to_be_visible()
    with desk.expect_download() as file:
        main.get_by_role("link", name="Facture (PDF)").click()
    assert file.value.suggested_filename == "AG2026-000001.pdf"

    let_one_await_its_references(site)
    give_the_references(site, desk)


def let_one_await_its_references(site):
    """The planning of an earlier journey may have left none."""
    with public():
        city = City.objects.get(schema_name=site.city.schema)
        if not DueItem.objects.filter(city=city, state="awaiting_ref").exists():
            contract = Contract.objects.get(title=f"Contrat {city.name}")
            make_due(contract, city=city, state="awaiting_ref", label="Formation de mai")


def give_the_references(site, desk):
    """From what is to do, and back there once it is done."""
    desk.goto(site.url("/gestion/facturation/"))
    desk.get_by_role("link", name="Donner les références").first.click()
    desk.get_by_role("button", name="Enregistrer les références").click()
    expect(desk.get_by_role("heading", name="Un point à revoir")).to_be_visible()
    desk.get_by_label("Numéro d’engagement").fill("2026-117")
    desk.get_by_role("button", name="Enregistrer les références").click()
    expect(desk.get_by_text("Les références sont enregistrées.")).to_be_visible()
    expect(desk.get_by_text("Aucune référence ne manque")).to_be_visible()
    with enter(site.city):
        given = OwnDueItem.objects.get(engagement="2026-117")
        assert (given.state, given.given_by_label) == ("ready", "Aminata Diallo")
