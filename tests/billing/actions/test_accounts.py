"""Payers and their cities."""

import pytest

from agora.jobs.testing import pending
from agora.rules import SYSTEM
from billing.actions.accounts import (
    describe_account,
    link_city,
    link_new_city,
    open_account,
    unlink_city,
)
from billing.models import AccountCity, DueItem
from billing.refusals import NotPossible
from tests.factories.billing import (
    make_account,
    make_biller,
    make_contract,
    make_due,
    siret_of,
    vat_id_of,
)

FIELDS = {
    "name": "Ville de Villeneuve",
    "siret": siret_of(900),
    "vat_id": vat_id_of(siret_of(900)),
    "street": "1 place de la Mairie",
    "postcode": "92000",
    "town": "Villeneuve",
}


@pytest.fixture
def biller(books):
    return make_biller()


def test_a_payer_is_opened_with_its_city(biller, books):
    account = open_account(actor=biller, fields=FIELDS, city=books["villeneuve"])

    assert [link.city for link in account.cities.all()] == [books["villeneuve"]]


def test_a_siret_belongs_to_one_payer(biller):
    open_account(actor=biller, fields=FIELDS)

    with pytest.raises(NotPossible) as refusal:
        open_account(actor=biller, fields=FIELDS | {"name": "Encore"})

    assert refusal.value.field == "siret"
    assert "Ville de Villeneuve" in refusal.value.message


def test_a_payer_may_keep_its_siret_and_not_take_anothers(biller):
    one, other = make_account(), make_account()
    describe_account(actor=biller, account=one, fields={"siret": one.siret, "name": "Renommée"})

    one.refresh_from_db()
    assert one.name == "Renommée"
    with pytest.raises(NotPossible):
        describe_account(actor=biller, account=one, fields={"siret": other.siret})


def test_a_new_service_code_reaches_what_waits_with_the_former_one(biller):
    account = make_account(service_code="FIN")
    contract = make_contract(account)
    waiting = make_due(contract, service_code="FIN")
    typed = make_due(contract, service_code="DSI")
    gone = make_due(contract, service_code="FIN", state="cancelled")

    describe_account(actor=biller, account=account, fields={"service_code": "COMPTA"})

    codes = dict(DueItem.objects.values_list("pk", "service_code"))
    assert codes == {waiting.pk: "COMPTA", typed.pk: "DSI", gone.pk: "FIN"}


def test_a_city_has_one_payer_at_a_time(biller, books):
    first, second = make_account(), make_account()
    link_city(actor=biller, account=first, city=books["montclair"])
    link_city(actor=biller, account=second, city=books["montclair"], shows_documents=False)

    link = AccountCity.objects.get(city=books["montclair"])
    assert (link.account, link.shows_documents) == (second, False)
    assert unlink_city(actor=biller, link=link) == second
    assert not AccountCity.objects.exists()


def test_a_new_city_finds_the_payer_of_its_siren(books):
    city = books["villeneuve"]
    account = make_account()
    city.siren = account.siren

    link = link_new_city(actor=SYSTEM, city=city)

    assert (link.account, link.city) == (account, city)
    assert link_new_city(actor=SYSTEM, city=city) == link


def test_a_new_city_without_a_payer_is_left_to_a_person(books):
    city = books["villeneuve"]
    city.siren = ""
    assert link_new_city(actor=SYSTEM, city=city) is None

    city.siren = "219200508"
    assert link_new_city(actor=SYSTEM, city=city) is None


def test_two_payers_of_one_siren_are_left_to_a_person(books):
    city = books["villeneuve"]
    account = make_account()
    make_account(siret=f"{account.siren}99999")
    city.siren = account.siren

    assert link_new_city(actor=SYSTEM, city=city) is None


def test_a_payer_by_stripe_is_shown_there_before_its_first_invoice(biller, settings):
    settings.STRIPE_KEY = "sk_test_accounts"
    account = make_account()
    describe_account(actor=biller, account=account, fields={"contact_name": "Mme Roy"})
    assert asked() == []
    describe_account(actor=biller, account=account, fields={"rail": "stripe_transfer"})
    assert asked() == [{"account": account.pk}]


def asked():
    return [ids for name, ids in pending() if name == "billing.mirror_account"]
