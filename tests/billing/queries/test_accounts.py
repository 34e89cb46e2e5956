"""Payers and cities without one."""

import pytest
from django.http import Http404

from billing.models import Provider
from billing.queries import accounts as queries
from tenants.models import CityState
from tests.factories.billing import make_account

NOBODY = "00000000-0000-4000-8000-000000000000"


def test_words_look_in_names_numbers_and_cities(books):
    first = make_account(name="Métropole du Fil", city=books["villeneuve"])
    second = make_account(name="Autre")

    assert list(queries.accounts("métropole")) == [first]
    assert list(queries.accounts("villeneuve")) == [first]
    assert list(queries.accounts(f"{second.siret[:3]} {second.siret[3:]}")) == [second]
    assert [one.n_cities for one in queries.accounts()] == [0, 1]


def test_cities_that_should_be_paid_for_and_are_not(books):
    make_account(city=books["villeneuve"])
    assert list(queries.cities_without_payer()) == [books["montclair"]]

    type(books["montclair"]).objects.update(state=CityState.ARCHIVED)

    assert list(queries.cities_without_payer()) == []
    assert list(queries.cities_to_link()) == [books["montclair"]]
    assert queries.city_to_link(books["montclair"].schema_name) == books["montclair"]
    assert queries.city_to_link(books["villeneuve"].schema_name) is None
    assert queries.city_to_link("") is None


def test_cities_of_a_payer_by_name(books):
    account = make_account(city=books["villeneuve"])
    account.cities.create(city=books["montclair"])

    assert [city.name for city in queries.cities_of(account)] == ["Montclair", "Villeneuve"]


def test_what_is_not_there_is_not_found(books):
    account, other = make_account(city=books["villeneuve"]), make_account()
    link = account.cities.get()

    assert queries.account_or_404(account.uid) == account
    assert queries.link_or_404(account, link.pk) == link
    with pytest.raises(Http404):
        queries.account_or_404(NOBODY)
    with pytest.raises(Http404):
        queries.link_or_404(other, link.pk)
    Provider.objects.all().delete()
    assert queries.provider() is None
