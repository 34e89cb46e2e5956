"""The pages of billing, side by side."""

import pytest

from tests.factories.billing import make_biller
from tests.factories.people import make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_the_tab_one_stands_on_is_marked(books, console):
    sign_in(console, make_biller())
    page = console.get("/facturation/factures/").content.decode()
    assert '<a class="chip" href="/facturation/factures/" aria-current="page">Factures</a>' in page


def test_the_console_names_billing_to_those_who_work_on_it(books, console):
    sign_in(console, make_biller())
    assert 'href="/facturation/"' in console.get("/facturation/factures/").content.decode()
    sign_in(console, make_staff("provider_operations"))
    assert 'href="/facturation/"' not in console.get("/").content.decode()


@pytest.mark.parametrize(
    ("where", "tab"),
    [("contrats", "devis"), ("prestations", "devis"), ("prestataire", "comptes")],
)
def test_lists_that_share_a_tab_mark_it(books, console, where, tab):
    sign_in(console, make_biller())
    page = console.get(f"/facturation/{where}/").text
    assert f'href="/facturation/{tab}/" aria-current="true"' in page
