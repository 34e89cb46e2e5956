"""With no city every table refuses; so do the role of one city and the path of another."""

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from agora.context import OwnerRefused, enter, owner, public
from agora.context.checks import our_models
from agora.context.roles import APPEND, OWNER, grants_for
from agora.context.router import apps_of


def tables_of(house):
    return sorted(
        table
        for config in apps.get_app_configs()
        if config.label in apps_of(house)
        for table, _rights in grants_for(config.label)
    )


@pytest.fixture
def app_login(server, db):
    """A connection of the login that web and worker processes hold."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(host=server.host, dbname=name, user="agora_app", autocommit=True) as link:
        yield link


def reads(link, table):
    try:
        link.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
    except psycopg.Error:
        return False
    return True


def test_with_no_city_every_model_raises(db):
    answered = []
    for model in apps.get_models(include_auto_created=True):
        try:
            with transaction.atomic():
                list(model._base_manager.values("pk")[:1])
        except DatabaseError:
            continue
        answered.append(model._meta.label)

    assert answered == []


def test_with_no_city_sql_raises(db):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user")


def test_the_role_of_a_city_and_the_path_of_another_never_read(app_login, cities):
    one, other = (city.schema for city in cities.values())
    app_login.execute(f"SELECT set_config('role', '{one}', false)")
    app_login.execute(f"SELECT set_config('search_path', '{other}, public', false)")

    assert [table for table in tables_of(one) if reads(app_login, table)] == []


def test_a_city_reads_each_of_its_own_tables(app_login, cities):
    one = cities["villeneuve"].schema
    app_login.execute(f"SELECT set_config('role', '{one}', false)")
    app_login.execute(f"SELECT set_config('search_path', '{one}, public', false)")

    assert [table for table in tables_of(one) if not reads(app_login, table)] == []


def test_a_city_reads_no_table_of_the_provider(app_login, cities):
    one = cities["villeneuve"].schema
    app_login.execute(f"SELECT set_config('role', '{one}', false)")

    found = [table for table in tables_of("public") if reads(app_login, f'public"."{table}')]
    assert found == []


def test_qualified_names_do_not_reach_another_city(app_login, cities):
    one, other = (city.schema for city in cities.values())
    app_login.execute(f"SELECT set_config('role', '{one}', false)")

    assert not reads(app_login, f'{other}"."accounts_user')


def test_the_application_never_becomes_the_owner(app_login):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_login.execute(f"SELECT set_config('role', '{OWNER}', false)")


def test_the_application_makes_no_temporary_table(app_login, cities):
    app_login.execute(f"SELECT set_config('role', '{cities['villeneuve'].schema}', false)")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_login.execute("CREATE TEMPORARY TABLE accounts_user (id int)")


def test_owner_raises_where_only_the_application_login_is_held(monkeypatch, db):
    monkeypatch.setitem(connection.settings_dict, "USER", "agora_app")

    with pytest.raises(OwnerRefused):
        owner()


def test_the_journal_only_grows(city):
    journals = [model for model in our_models() if getattr(model, "append_only", False)]
    for model in journals:
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.all()._raw_delete("default")

    assert [dict(grants_for(m._meta.app_label))[m._meta.db_table] for m in journals] == [
        APPEND for _journal in journals
    ]


def test_each_city_sees_its_own_rows(cities, db):
    from tests.factories.people import make_user  # noqa: PLC0415

    model = apps.get_model("accounts.User")
    with enter(cities["villeneuve"]):
        make_user(pseudonym="Lila")
    with enter(cities["montclair"]):
        assert list(model.objects.filter(pseudonym="Lila")) == []
    with public():
        assert list(model.objects.filter(pseudonym="Lila")) == []
    with enter(cities["villeneuve"]):
        assert model.objects.filter(pseudonym="Lila").count() == 1
