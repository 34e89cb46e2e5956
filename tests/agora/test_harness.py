"""The ground every test stands on."""

import pytest
from django.db import connection

from agora.context import enter, public, state
from tests.factories.people import make_user


def test_the_test_stands_inside_its_city(city):
    assert (state(), city.name, city.host) == ("city", "Villeneuve", "villeneuve.localhost")


def test_the_other_city_is_known_and_not_entered(other_city):
    assert (state(), other_city.name) == ("none", "Montclair")


def test_a_client_signs_in_where_it_speaks(client, client_for, city, other_city):
    user = make_user()
    client.force_login(user)

    assert client.session["_auth_user_id"] == str(user.pk)
    assert "_auth_user_id" not in client_for(other_city).session


def test_the_console_speaks_to_the_provider(console):
    assert (console.host, console.place.kind) == ("console.localhost", "public")


@pytest.mark.django_db(transaction=True)
def test_a_committed_test_leaves_nothing(cities):
    with enter(cities["villeneuve"]):
        make_user(pseudonym="Passagère")
    assert not connection.in_atomic_block


def test_nothing_was_left(city):
    from agora.accounts.models import User  # noqa: PLC0415

    assert not User.objects.filter(pseudonym="Passagère").exists()


def test_both_cities_are_in_the_directory_of_the_provider(db):
    from tenants.models import City  # noqa: PLC0415

    with public():
        assert City.objects.count() == 2
