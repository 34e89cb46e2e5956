"""The dashboard's figures agree with the books."""

from datetime import date

import pytest

from billing.board import board
from billing.models import Chorus, ServiceOrder
from tests.factories.billing import issued, make_account, make_contract, make_line, note_status

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)


def test_each_drawing_says_in_a_sentence_what_it_shows(books):
    account = make_account()
    make_line(make_contract(account, ends_on=date(2026, 9, 30)), unit_cents=1_410_000)
    make_line(make_contract(account, ends_on=date(2027, 6, 10)), unit_cents=100_050)
    for code, on in (
        (Chorus.MISE_A_DISPOSITION, date(2026, 3, 1)),
        (Chorus.COMPTABILISEE, date(2026, 6, 1)),
    ):
        note_status(issued(account), code, on=on)
    issued(account, ht_cents=100_00)

    found = board(ON)

    assert found.aged["rows"] == [
        ("Pas encore reçue", 120),
        ("0 à 30 jours", 12_000),
        ("31 à 60 jours", 0),
        ("61 à 90 jours", 0),
        ("Plus de 90 jours", 12_000),
    ]
    assert found.aged["sentence"].startswith("24\u202f120\u00a0€ attendus, dont 12\u202f000\u00a0€")
    assert found.turns["rows"] == [("", [120, 12_000, 12_000])]
    assert [row for row in found.renewals["rows"] if row[1]] == [("sep", 14_100), ("mai", 1_001)]
    assert found.renewals["sentence"].startswith("2 contrats arrivent")
    assert (found.late.count, found.late.cents) == (1, 1_200_000)
    assert not found.is_new


def test_an_empty_provider_is_new_and_its_cities_have_no_payer_yet(books):
    found = board(ON)
    assert found.is_new
    assert [(task.count, task.label) for task in found.tasks] == [(2, "villes sans payeur")]


def test_what_cities_ask_for_waits_on_the_dashboard(books):
    city = books["villeneuve"]
    account = make_account(city=city)
    account.cities.create(city=books["montclair"])
    ServiceOrder.objects.create(account=account, city=city, kind=4, subject="Former l’équipe")

    (task,) = board(ON).tasks
    assert (task.count, task.label) == (1, "prestation à chiffrer")
    assert task.page == "billing:services"
