"""Billing's tests stand in the provider's house."""

from collections.abc import Iterator
from typing import Any

import pytest

from agora.context import enter, public
from tenants.models import City
from tests.factories import billing, city_books
from tests.factories.people import make_staff, sign_in


@pytest.fixture
def books(db: None, cities: dict[str, Any]) -> Iterator[dict[str, City]]:
    """The provider's house, entered, with us in it; the two cities by their keys."""
    with public():
        billing.make_provider()
        yield {key: City.objects.get(schema_name=ref.schema) for key, ref in cities.items()}


@pytest.fixture
def two_books(db: None, cities: dict[str, Any]) -> dict[str, city_books.Books]:
    """The books of both cities, a row of every sort in each; nowhere entered."""
    with public():
        billing.make_provider()
        return {
            key: city_books.plant(City.objects.get(schema_name=ref.schema), mark=key)
            for key, ref in cities.items()
        }


@pytest.fixture
def accountant(two_books: Any, client: Any, cities: dict[str, Any]) -> Any:
    """Somebody of Villeneuve's finance department, signed in on its host."""
    with enter(cities["villeneuve"]):
        person = make_staff("billing_contact", pseudonym="Ida Compta")
    return sign_in(client, person)
