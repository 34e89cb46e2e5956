"""Reads of the fleet, and what a city knows of itself."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from agora.context import CityRef, enter, public
from tenants import queries
from tenants.models import City, MigrationItem, MigrationRun
from tenants.registries import features, open_views

pytestmark = pytest.mark.django_db

OUTSIDE = """
SELECT DISTINCT n.nspname || '.' || c.relname, lower(right_on.word)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS right_on(word)
 WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND n.nspname <> %(role)s AND n.nspname NOT LIKE 'pg_toast%%'
   AND has_table_privilege(%(role)s, c.oid, right_on.word)
"""
FUNCTIONS = """
SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
   AND has_function_privilege(%(role)s, p.oid, 'EXECUTE')
"""


def asked(sql, role):
    with public(), connection.cursor() as cursor:
        cursor.execute(sql, {"role": role})
        return {row if len(row) > 1 else row[0] for row in cursor.fetchall()}


def test_a_city_has_these_rights_outside_its_schema_and_no_other(cities):
    role = cities["villeneuve"].schema

    assert asked(OUTSIDE, role) == {(f"public.{view}", "select") for view in open_views}
    # One view shows the rows of others: what their cities put on the shelf for all.
    assert {name for name in open_views if "_own_" not in name} == {"tenants_offered_blueprint"}
    assert {name for name in asked(FUNCTIONS, role) if not name.startswith("procrastinate_")} == {
        "tenants_change_own_city",
        "billing_give_reference",
        "billing_give_order",
        "billing_ask_service",
        "tenants_set_grant",
        "tenants_disclose",
        "tenants_withdraw",
        "tenants_share_sheet",
        "tenants_withdraw_sheet",
        "tenants_share_blueprint",
        "tenants_withdraw_blueprint",
        "tenants_note_reuse",
    }
    assert {name for name in asked(FUNCTIONS, role) if name.startswith("procrastinate_")} == {
        "procrastinate_defer_jobs_v1"
    }


def test_a_city_reads_its_own_row_alone(cities):
    for key, name in (("villeneuve", "Villeneuve"), ("montclair", "Montclair")):
        with enter(cities[key]), connection.cursor() as cursor:
            cursor.execute("SELECT name FROM tenants_own_city")
            assert cursor.fetchall() == [(name,)]


def test_a_city_cannot_read_the_tables_behind_its_view(city):
    for table in ("tenants_city", "tenants_citysettings", "tenants_domain", "tenants_setuprun"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"SELECT * FROM {table}")


@pytest.mark.parametrize("name", ["villeneuve.localhost", "VILLENEUVE", "t_villeneuve00"])
def test_a_city_is_found_by_host_name_or_schema(cities, db, name):
    assert queries.city_named(name) == cities["villeneuve"]


def test_an_unknown_city_is_none_or_404(db):
    assert queries.city_named("Atlantide") is None
    with public(), pytest.raises(Http404):
        queries.city_or_404("t_000000000000")


def test_a_host_knows_whether_it_is_taken(cities, db):
    with public():
        assert queries.host_is_taken("villeneuve.localhost")
        assert not queries.host_is_taken("libre.localhost")


def test_a_city_kept_back_says_why(cities, db):
    with public():
        City.objects.filter(name="Montclair").update(fingerprint="old")
        late = queries.troubles()[0]
        assert "ne l’a pas encore atteinte" in late.text
        run = MigrationRun.objects.create(to_fingerprint="new")
        MigrationItem.objects.create(run=run, city=late.city, error="3 lignes refusées")

        assert "3 lignes refusées" in queries.troubles()[0].text


def test_functions_are_on_unless_switched_off(city):
    assert queries.feature(next(iter(features)))


def test_a_switched_function_is_read_without_a_query(cities, db, django_assert_num_queries):
    ref, name = cities["villeneuve"], next(iter(features))
    off = CityRef(ref.schema, ref.id, ref.state, ref.name, extra={"features": {name: False}})

    with django_assert_num_queries(0), enter(off):
        assert not queries.feature(name)


def test_outside_a_city_there_is_no_identity():
    assert queries.identity() == {}
