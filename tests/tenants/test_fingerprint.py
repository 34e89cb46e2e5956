"""Two releases are told apart, and the provider's own migrations do not count."""

import pytest
from django.db import connection

from agora.context import owner
from tenants import fingerprint

pytestmark = pytest.mark.django_db


def test_order_and_foreign_applications_do_not_count():
    ours = [("accounts", "0001_initial"), ("pages", "0001_initial")]

    assert fingerprint.digest(ours) == fingerprint.digest(
        [*reversed(ours), ("procrastinate", "0001_initial"), ("tenants", "0001_initial")]
    )
    assert fingerprint.digest(ours) != fingerprint.digest(ours[:1])


def test_an_empty_schema_has_none(cities):
    with owner(cities["villeneuve"]), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO gone")
        assert fingerprint.here() == ""


def test_a_city_up_to_date_has_the_target(cities):
    with owner(cities["villeneuve"]):
        assert fingerprint.here() == fingerprint.target()


def test_the_checksum_sees_more_than_names():
    assert fingerprint.checksum() != fingerprint.target()
    assert len(fingerprint.checksum()) == 32
