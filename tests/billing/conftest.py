"""Billing's tests stand in the provider's house."""

from collections.abc import Iterator
from typing import Any

import pytest

from agora.context import public
from tenants.models import City
from tests.factories import billing


@pytest.fixture
def books(db: None, cities: dict[str, Any]) -> Iterator[dict[str, City]]:
    """The provider's house, entered, with us in it; the two cities by their keys."""
    with public():
        billing.make_provider()
        yield {key: City.objects.get(schema_name=ref.schema) for key, ref in cities.items()}
