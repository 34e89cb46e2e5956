"""No transaction goes into two cities: they may stand on two servers one day."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from agora.context import owner, public, state
from tenants import erasure, fleet, spares
from tenants.models import City
from tenants.opening import open_now

OPENED = {"name": "Rivefort", "host": "rivefort.localhost", "admin_email": "c@rivefort.fr"}
CITY = re.compile(r"\b((?:t|spare)_[a-z0-9]{12})\b")


class Walls:
    """Every transaction of Django's connection, with the houses of cities it went into."""

    def __init__(self):
        self.seen: list[tuple[set[str], str]] = []

    def __call__(self, execute, sql, params, many, context):
        link = context["connection"]
        link.ensure_connection()
        if link.connection.info.transaction_status == TransactionStatus.IDLE or not self.seen:
            self.seen.append((set(), sql))
        here = state()
        houses = set(CITY.findall(sql))
        if here in {"city", "owner"} and link.schema_name not in {"public", "agora_no_city"}:
            houses.add(link.schema_name)
        self.seen[-1][0].update(houses)
        return execute(sql, params, many, context)

    def crossings(self):
        return [(houses, sql) for houses, sql in self.seen if len(houses) > 1]


@contextmanager
def walls():
    found = Walls()
    with connection.execute_wrapper(found):
        yield found


def behind(cities):
    for ref in cities.values():
        with owner(ref), connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'supports'")
            cursor.execute("DROP TABLE supports_support")
        with public():
            City.objects.filter(schema_name=ref.schema).update(fingerprint="old")


@pytest.mark.django_db(transaction=True)
def test_no_transaction_goes_into_two_cities(cities):
    """Spares, openings by both ways, the fleet, an erasure; reading which city is at which
    release is one statement over many and writes nothing."""
    behind(cities)
    with walls() as seen:
        spares.refill(keep=1)
        open_now(**OPENED)
        open_now(**OPENED | {"name": "Valmont", "host": "valmont.localhost"})
        assert fleet.migrate().state == "done"
        with owner(), transaction.atomic():
            erasure.forget_shared(city_id=cities["montclair"].id)
        spares.drop_stale()

    entered = set().union(*(houses for houses, _sql in seen.seen))
    assert {ref.schema for ref in cities.values()} <= entered
    assert [one for one in seen.crossings() if not _renames(one[0])] == []
    with walls() as nightly:
        fleet.read_fingerprints()
    assert all(sql.startswith("SELECT") for _houses, sql in nightly.crossings())


def _renames(houses):
    """A spare becomes a city: one schema under two names."""
    return len(houses) == 2 and sum(name.startswith("spare_") for name in houses) == 1


@pytest.mark.django_db(transaction=True)
def test_a_transaction_into_two_cities_is_found(cities):
    one, other = (ref.schema for ref in cities.values())
    touch = "UPDATE {}accounts_user SET pseudonym = pseudonym"
    with walls() as seen, owner(cities["villeneuve"]), transaction.atomic():
        connection.cursor().execute(touch.format(""))
        connection.cursor().execute(touch.format(f"{other}."))

    assert [houses for houses, _sql in seen.crossings()] == [{one, other}]
