"""Spares: built ahead, taken by a rename, swept when a kill left half of one."""

import pytest
from django.db import connection

from agora.context import enter, owner, public
from tenants import fingerprint, spares, template
from tenants.models import City, CitySettings, Spare
from tests.tenants.snapshots import differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def newborn():
    with public():
        city = City.objects.create(name="Neuve", reference_prefix="N")
        CitySettings.objects.create(city=city)
        return city


def schemas(like):
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", [like])
        return {row[0] for row in cursor.fetchall()}


def roles(names):
    """Those of these roles that are there: another database of the cluster has its own spares."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(names)])
        return {row[0] for row in cursor.fetchall()}


def stored(city):
    with public():
        return City.objects.get(pk=city.pk)


def test_the_pool_is_filled_to_its_level_and_no_further():
    assert spares.refill(keep=2) == 2
    assert spares.refill(keep=2) == 0

    with owner():
        assert Spare.objects.count() == len(schemas(r"spare\_%")) == 2


def test_a_city_takes_a_spare_by_its_name_alone(newborn):
    spares.refill(keep=1)

    assert spares.take(newborn) == "spare"

    assert schemas(r"spare\_%") == set()
    assert stored(newborn).fingerprint == fingerprint.target()
    assert differences(newborn.ref, template.TEMPLATE, but="sequences") == {}
    with enter(newborn.ref), connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, current_schema()::text")
        assert cursor.fetchone() == (newborn.schema_name, newborn.schema_name)


def test_without_a_spare_the_script_runs(newborn):
    assert spares.take(newborn) == "script"

    assert stored(newborn).fingerprint == fingerprint.target()
    assert differences(newborn.ref, template.TEMPLATE, but="sequences") == {}


def test_taking_twice_changes_nothing(newborn):
    spares.take(newborn)

    assert spares.take(newborn) == "there"


def test_a_kill_between_the_schema_and_its_row_is_made_good(newborn):
    spares.take(newborn)
    with public():
        City.objects.filter(pk=newborn.pk).update(fingerprint="")

    spares.take(newborn)

    assert stored(newborn).fingerprint == fingerprint.target()


def test_a_spare_of_another_release_is_never_taken(newborn):
    spares.refill(keep=1)
    with owner():
        Spare.objects.update(fingerprint="old")

    assert spares.take(newborn) == "script"


def test_old_spares_and_orphans_are_swept():
    spares.refill(keep=2)
    with owner():
        old, orphan = Spare.objects.all()
        Spare.objects.filter(pk=old.pk).update(fingerprint="old")
        Spare.objects.filter(pk=orphan.pk).delete()
    built = schemas(r"spare\_%")
    assert roles(built) == built == {old.schema_name, orphan.schema_name}

    assert spares.drop_stale() == 2

    assert schemas(r"spare\_%") == set()
    assert roles(built) == set()
    with owner():
        assert not Spare.objects.exists()
