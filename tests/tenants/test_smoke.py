"""A new city is used once before its residents come."""

import pytest
from django.db import ProgrammingError, connection

from agora.context import owner, public
from agora.files import gateway
from tenants import directory, smoke
from tenants.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def villeneuve(cities, db):
    with public():
        return directory.carry(City.objects.get(schema_name=cities["villeneuve"].schema))


def test_a_healthy_city_passes(villeneuve):
    found = smoke.check(villeneuve)

    assert found["tables"] > 40
    assert (found["file"], found["walls"]) == ("kept", "closed")


def test_a_missing_table_is_found(villeneuve):
    with owner(villeneuve.ref), connection.cursor() as cursor:
        cursor.execute("DROP TABLE supports_support CASCADE")

    with pytest.raises(ProgrammingError, match="supports_support"):
        smoke.check(villeneuve)


def test_a_storage_that_forgets_is_found(villeneuve, monkeypatch):
    monkeypatch.setattr(gateway, "read", lambda key: iter([b"else"]))

    with pytest.raises(smoke.SmokeTestFailed, match="storage"):
        smoke.check(villeneuve)


def test_an_open_wall_is_found(villeneuve):
    with owner(), connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON tenants_city TO {villeneuve.schema_name}")

    with pytest.raises(smoke.SmokeTestFailed, match="table of cities"):
        smoke.check(villeneuve)
