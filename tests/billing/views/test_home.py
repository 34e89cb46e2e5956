"""The dashboard: what to do first, then how the books stand."""

from datetime import date

import pytest

from billing import clock
from billing.models import Chorus
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    make_line,
    make_receipt,
    note_status,
)
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
HOME = "/facturation/"


@pytest.fixture(autouse=True)
def in_june():
    with clock.at(date(2026, 6, 1)):
        yield


@pytest.fixture
def ops(console, books):
    return sign_in(console, make_biller("provider_billing_reader"))


def fill(count=1):
    for _n in range(count):
        account = make_account(name="Commune d’Évry")
        contract = make_contract(account)
        make_line(contract, unit_cents=1_410_000)
        make_due(contract, cents=100)
        make_due(contract, state="awaiting_ref", cents=200)
        late = issued(account)
        note_status(late, Chorus.MISE_A_DISPOSITION, on=date(2026, 2, 10))
        suspended = issued(account)
        note_status(suspended, Chorus.SUSPENDUE, on=date(2026, 5, 10))
        issued(account)
        make_receipt(500)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_provider_is_told_where_to_begin(ops):
    assert "Rien n’est encore vendu" in text(ops.get(HOME))


def test_what_to_do_stands_first_then_figures_and_drawings_with_their_tables(ops):
    fill()
    page = text(ops.get(HOME))

    assert page.index("D’abord") < page.index("Où nous en sommes") < page.index("Balance âgée")
    assert "14\u202f100\u00a0€" in page
    assert "TTC en retard, sur 1 facture" in page
    for words in (
        "réponse attendue par une ville",
        "document à déposer",
        "échéance sans référence à demander",
        "échéance à facturer",
        "encaissement à affecter",
        "Commune d’Évry",
        "3 reconductions possibles",
    ):
        assert words in page
    assert page.count("Voir les données") == 3


@pytest.mark.parametrize("count", [1, 5])
def test_the_dashboard_takes_a_fixed_number_of_queries(ops, django_assert_num_queries, count):
    fill(count)
    ops.get(HOME)
    with django_assert_num_queries(19):
        ops.get(HOME)


def test_without_anything_to_do_it_says_so(ops, books):
    account = make_account(city=books["villeneuve"])
    account.cities.create(city=books["montclair"])
    make_line(make_contract(account), unit_cents=100)
    assert "Rien n’attend" in text(ops.get(HOME))


def test_nobody_else_enters(console, books):
    assert console.get(HOME).status_code == 302
    sign_in(console, make_biller("director"))
    assert console.get(HOME).status_code == 403
