"""The whole installation brought to a release, city after city."""

import pytest
from django.db import OperationalError, connection, connections

from agora.context import owner, public
from tenants import fingerprint, fleet, template
from tenants.models import City, MigrationItem, MigrationRun

pytestmark = pytest.mark.django_db


def behind(cities, *keys, **facts):
    """Put cities one migration back: the table of supports is missing."""
    for key in keys:
        with owner(cities[key]), connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'supports'")
            cursor.execute("DROP TABLE supports_support")
        with public():
            City.objects.filter(schema_name=cities[key].schema).update(fingerprint="old", **facts)


def has_supports(ref):
    with owner(ref), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, to_regclass('supports_support'), 'INSERT')",
            [ref.schema],
        )
        return cursor.fetchone()[0]


def test_an_installation_up_to_date_costs_one_query(cities, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert fleet.migrate() is None


def test_bringing_up_twice_changes_nothing(cities):
    assert fleet.bootstrap(keep=0)
    assert fleet.migrate_public() == 0


def test_the_status_names_who_is_behind(cities):
    behind(cities, "montclair")

    assert {one.name: one.up_to_date for one in fleet.status()} == {
        "Villeneuve": True,
        "Montclair": False,
    }


def test_cities_behind_are_brought_to_the_release_with_their_rights(cities):
    behind(cities, "villeneuve", "montclair")
    seen = []

    run = fleet.migrate(progress=lambda *line: seen.append(line))

    assert run.state == "done"
    assert seen == [(1, 2, "Villeneuve"), (2, 2, "Montclair")]
    assert all(one.up_to_date for one in fleet.status())
    assert has_supports(cities["villeneuve"])
    assert has_supports(cities["montclair"])
    with public():
        assert set(run.items.values_list("state", "to_fingerprint", "error")) == {
            ("done", fingerprint.target(), "")
        }


def test_suspended_cities_come_last_and_closed_ones_wait(cities):
    behind(cities, "villeneuve", state="suspended")
    behind(cities, "montclair")
    seen = []
    fleet.migrate(progress=lambda _number, _total, name: seen.append(name))
    assert seen == ["Montclair", "Villeneuve"]

    behind(cities, "montclair", state="archived")
    assert fleet.migrate() is None


def test_the_first_failure_stops_the_run_and_the_next_run_goes_on(cities, monkeypatch):
    behind(cities, "villeneuve", "montclair")
    true = template.migrate_schema

    def breaks(ref):
        raise ValueError("3 lignes refusées")

    monkeypatch.setattr(template, "migrate_schema", breaks)
    assert fleet.migrate().state == "failed"
    with public():
        states = dict(MigrationItem.objects.values_list("city__name", "state"))
        assert states == {"Villeneuve": "failed", "Montclair": "todo"}
    monkeypatch.setattr(template, "migrate_schema", true)

    run = fleet.migrate()

    assert run.state == "done"
    with public():
        assert MigrationRun.objects.count() == 1
        item = MigrationItem.objects.get(city__name="Villeneuve")
        assert (item.attempts, item.error) == (2, "")


def test_a_run_left_open_by_a_kill_is_closed_when_nothing_remains(cities):
    with public():
        MigrationRun.objects.create(to_fingerprint=fingerprint.target())

    assert fleet.migrate() is None

    with public():
        assert MigrationRun.objects.get().state == "done"


def test_the_nightly_reading_finds_a_row_that_lies(cities):
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="lie")

    assert fleet.read_fingerprints() == 1
    assert all(one.up_to_date for one in fleet.status())


@pytest.mark.django_db(transaction=True)
def test_a_busy_table_is_tried_again_and_nobody_waits_long(cities, monkeypatch):
    monkeypatch.setattr(fleet, "PATIENCE", 2)
    monkeypatch.setattr(fleet, "PAUSE", 0)
    ref = cities["villeneuve"]
    with owner(ref), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'supports'")
        cursor.execute("DROP TABLE supports_support")
    with public():
        City.objects.filter(schema_name=ref.schema).update(fingerprint="old")
        city = City.objects.get(schema_name=ref.schema)
    reader = connections.create_connection("default")
    try:
        with owner(ref), reader.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE contributions_contribution")
        with pytest.raises(OperationalError, match="lock timeout"):
            fleet._patiently(city)
        with owner(ref), reader.cursor() as cursor:
            cursor.execute("ROLLBACK")
        fleet._patiently(city)
    finally:
        reader.close()
    with owner(ref), connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
        cursor.execute("SELECT to_regclass('supports_support')")
        assert cursor.fetchone()[0]
