"""A visitor computes what their town would pay, and takes a quote away; nothing is kept of them."""

import io
import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect
from pypdf import PdfReader

from agora.context import public
from agora.rules import SYSTEM
from billing.actions.prices import set_grid
from billing.models import PriceItem
from tests.factories.billing import make_provider

pytestmark = pytest.mark.browser
WITH_AND_WITHOUT = pytest.mark.parametrize("js", [True, False], ids=["js", "no_js"])


@pytest.fixture
def grid(site):
    with public(), transaction.atomic():
        make_provider()
        if not PriceItem.objects.exists():
            set_grid(actor=SYSTEM, valid_from=date(2020, 1, 1))


def asked(site, page, population="24 300"):
    page.goto(site.console("/tarifs/"))
    page.get_by_label("Nombre d’habitants").fill(population)
    page.get_by_role("button", name="Calculer le prix").click()


@WITH_AND_WITHOUT
def test_a_visitor_computes_a_price_and_takes_a_quote_away(site, phone, grid, js):
    page = phone(js=js)
    asked(site, page)

    expect(page.get_by_role("heading", name="Pour 24\u202f300 habitants")).to_be_visible()
    expect(page.get_by_text("reconductions comprises")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger le devis indicatif").click()

    read = PdfReader(io.BytesIO(taken.value.path().read_bytes()))
    assert len(read.pages) == 1
    assert "24\u00a0300 habitants" in read.pages[0].extract_text()
    assert page.context.cookies() == []


def test_a_slip_is_said_and_what_was_typed_is_kept(site, phone, grid):
    page = phone()
    asked(site, page, "beaucoup")

    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.get_by_label("Nombre d’habitants")).to_have_value("beaucoup")


def test_the_prices_are_read_by_all_and_printed_on_one_page(site, browser, look, grid):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    where = f"/tarifs/?population=24300&starts_on={date.today()}"

    wrong = look(page, [site.console("/tarifs/"), site.console(where)], visitor=True)
    page.goto(site.console(where))
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf())

    context.close()
    assert wrong == {}
    assert len(sheets) == 1
