"""Days of advice and training, on screen."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agora.rules import SYSTEM
from billing import clock
from billing.actions import quotes
from billing.actions.prices import set_grid
from billing.models import DueItem, PriceItem, ServiceDay, ServiceOrder
from billing.scans import read_scan
from tests.billing.test_scans import PNG
from tests.factories.billing import make_account, make_biller
from tests.factories.people import sign_in

WHERE = "/facturation/prestations/"


@pytest.fixture
def biller(books, console):
    set_grid(actor=SYSTEM, valid_from=date(2026, 1, 1))
    sign_in(console, make_biller())
    return console


@pytest.fixture(autouse=True)
def may():
    with clock.at(date(2026, 5, 20)):
        yield


@pytest.fixture
def order(biller, books):
    account = make_account(city=books["villeneuve"])
    where = f"/facturation/comptes/{account.uid}/prestations/"
    assert "Noter une demande" in biller.get(where).text
    typed = {"city": books["villeneuve"].pk, "kind": "4", "subject": "Former l’équipe"}
    assert biller.post(where, typed | {"subject": ""}).status_code == 422
    biller.post(where, typed | {"wish": "Trois personnes."})
    return ServiceOrder.objects.get()


def ordered(biller, order, days="2"):
    biller.post(f"{WHERE}{order.uid}/devis/", {"days": days, "day_cents": "1200"})
    order.refresh_from_db()
    quotes.send_quote(actor=SYSTEM, quote=order.quote)
    scan = read_scan(SimpleUploadedFile("b.png", PNG))
    quotes.accept_quote(actor=SYSTEM, quote=order.quote, scan=scan)


def test_a_request_is_quoted_at_the_price_of_the_grid(biller, order):
    assert "Trois personnes." in biller.get(f"{WHERE}{order.uid}/").text
    assert 'value="1200,00"' in biller.get(f"{WHERE}{order.uid}/devis/").text
    assert (
        biller.post(f"{WHERE}{order.uid}/devis/", {"days": "0", "day_cents": "1"}).status_code
        == 422
    )

    ordered(biller, order)

    page = biller.get(f"{WHERE}{order.uid}/").text
    assert "Restants" in page
    again = biller.post(f"{WHERE}{order.uid}/devis/", {"days": "1", "day_cents": "1200"})
    assert again.status_code == 422


def test_days_are_ticked_taken_back_and_invoiced(biller, order):
    ordered(biller, order)
    where = f"{WHERE}{order.uid}/journees/"
    biller.post(where, {"on": "2026-05-04", "days": "1,5", "note": "Prise en main"})
    too_many = biller.post(where, {"on": "2026-05-05", "days": "1"})
    assert too_many.status_code == 422
    assert too_many.text.count("Il reste 0,5 jour(s)") == 2
    early = biller.post(where, {"on": "2026-05-25", "days": "0,5"})
    assert "pas encore passée" in early.text

    day = ServiceDay.objects.get()
    biller.post(f"{where}{day.pk}/retirer/")
    assert "Aucune journée notée" in biller.get(f"{WHERE}{order.uid}/").text
    biller.post(where, {"on": "2026-05-04", "days": "1"})
    assert "Facturer 1 jour(s)" in biller.get(f"{WHERE}{order.uid}/").text
    answer = biller.post(f"{WHERE}{order.uid}/facturer/")

    item = DueItem.objects.get()
    assert answer.url == f"/facturation/echeances/{item.uid}/"
    assert (item.state, item.cents) == ("ready", 1_200_00)
    nothing = biller.post(f"{WHERE}{order.uid}/facturer/", follow=True)
    assert "Aucune journée réalisée n’attend sa facture." in nothing.text


def test_a_request_is_closed_with_a_reason(biller, order):
    biller.post(f"{WHERE}{order.uid}/sans-suite/", {"reason": "Pas avant septembre."})

    assert "Pas avant septembre." in biller.get(f"{WHERE}{order.uid}/").text
    again = biller.post(f"{WHERE}{order.uid}/sans-suite/", {"reason": "Encore."})
    assert again.status_code == 422


def test_a_large_city_has_no_price_proposed(biller, order, books):
    city = books["villeneuve"]
    city.population = 300_000
    city.save()
    PriceItem.objects.filter(kind=4).update(cents=None)

    assert 'name="day_cents"' in biller.get(f"{WHERE}{order.uid}/devis/").text


def test_requests_are_listed_what_waits_first(biller, order, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        assert "Former l’équipe" in biller.get(WHERE).text
    assert "Aucune demande dans cet état" in biller.get(f"{WHERE}?etat=delivered").text
    ServiceOrder.objects.all().delete()
    assert "Aucune demande encore" in biller.get(WHERE).text


def test_a_reader_sees_no_verb(console, order):
    sign_in(console, make_biller("provider_billing_reader"))

    assert "Chiffrer" not in console.get(f"{WHERE}{order.uid}/").text
    assert console.post(f"{WHERE}{order.uid}/facturer/").status_code == 403
