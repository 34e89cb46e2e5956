"""The grid, read by all and changed by an approver."""

from datetime import date

import pytest

from agora.rules import SYSTEM
from billing import clock
from billing.actions.prices import set_grid
from billing.models import Kind, PriceItem
from tests.factories.billing import make_biller
from tests.factories.people import sign_in

WHERE = "/facturation/tarifs/"


@pytest.fixture
def approver(books, console):
    sign_in(console, make_biller("provider_billing_approver"))
    return console


@pytest.fixture
def grid(books):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))


def training():
    return PriceItem.objects.get(kind=Kind.TRAINING, valid_from=date(2026, 1, 1))


def test_an_empty_grid_says_what_to_do(approver):
    assert "Aucun tarif en vigueur" in approver.get(WHERE).text

    approver.post(f"{WHERE}grille/")

    assert "de 3\u202f500 à 9\u202f999 habitants" in approver.get(WHERE).text


def test_the_bands_are_said_in_words(approver, grid):
    page = approver.get(WHERE).text

    assert "moins de 3\u202f500 habitants" in page
    assert "à partir de 250\u202f000 habitants" in page
    assert "toutes les villes" in page
    assert "sur devis" in page
    assert "8\u202f460,00\u00a0€" in page


def test_a_change_is_planned_shown_and_given_up(approver, grid):
    with clock.at(date(2026, 2, 1)):
        answer = approver.post(
            f"{WHERE}{training().pk}/", {"cents": "1 300", "valid_from": "2026-03-01"}
        )
        assert answer.url == WHERE
        page = approver.get(WHERE).text
        assert "Changements prévus" in page
        assert "1\u202f300,00\u00a0€" in page

        planned = PriceItem.objects.get(valid_from=date(2026, 3, 1))
        approver.post(f"{WHERE}{planned.pk}/retirer/")
        assert "Changements prévus" not in approver.get(WHERE).text


def test_a_day_gone_by_is_refused_at_its_field(approver, grid):
    with clock.at(date(2026, 2, 1)):
        answer = approver.post(
            f"{WHERE}{training().pk}/", {"cents": "1 300", "valid_from": "2026-01-15"}
        )

    assert answer.status_code == 422
    assert "Un prix passé ne change plus" in answer.text
    assert "1 300" in answer.text


def test_whoever_runs_billing_reads_the_grid_and_changes_nothing(books, grid, console):
    sign_in(console, make_biller())

    assert "Changer" not in console.get(WHERE).text
    assert console.get(f"{WHERE}{training().pk}/").status_code == 403
    assert console.post(f"{WHERE}grille/").status_code == 403


def test_a_price_that_is_none_is_not_found(approver):
    assert approver.get(f"{WHERE}999999/").status_code == 404
