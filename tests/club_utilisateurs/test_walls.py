"""The club's role: all of its own schema, a few public rows, and nothing of anybody's house."""

import uuid

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from agora.context import club, enter, owner, public
from agora.context.router import apps_of
from agora.files.actions import remove, store
from agora.files.models import StoredFile
from club_utilisateurs.models import Attachment
from tenants.models import (
    BlueprintReuse,
    CityCard,
    ClubGrant,
    Disclosure,
    SharedBlueprint,
    SharedSheet,
)
from tests.club_utilisateurs.papers import text_file
from tests.factories.club import make_member, make_topic
from tests.factories.people import make_staff, make_user
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db

READ = {
    model._meta.db_table
    for model in (BlueprintReuse, CityCard, ClubGrant, Disclosure, SharedBlueprint, SharedSheet)
}
WRITTEN = {
    ("tenants_clubgrant", "unread"),
    ("tenants_sharedblueprint", "hidden_at"),
    ("tenants_sharedblueprint", "hidden_reason"),
    ("tenants_sharedsheet", "hidden_at"),
    ("tenants_sharedsheet", "hidden_reason"),
}
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = %s::regnamespace
   AND c.relkind IN ('r', 'v', 'p') ORDER BY 1
"""


def asked(sql, facts=()):
    with owner(), connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.fetchall()


def tables_of(schema):
    return [row[0] for row in asked(TABLES, [schema])]


def refusal(sql, facts=()):
    """What the database answers to the club; nothing if it obeys."""
    with club():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, facts)
        except DatabaseError as error:
            return str(error)
    return ""


def test_every_table_of_every_city_is_refused_to_the_club(cities):
    for city in cities.values():
        with enter(city):
            make_user(pseudonym="Habitante secrète")
        names = tables_of(city.schema)
        assert len(names) > 40
        for name in names:
            told = refusal(f'SELECT * FROM "{city.schema}"."{name}"')
            assert "permission denied" in told, (city.schema, name, told)
        [[rows]] = asked(
            f'SELECT count(*) FROM "{city.schema}".accounts_user WHERE pseudonym = %s',
            ["Habitante secrète"],
        )
        assert rows == 1, "the owner reads what the club was refused"


def test_the_provider_s_tables_are_refused_to_the_club(cities):
    with public():
        operator = make_staff("provider_operations", pseudonym="Exploitante secrète")
        assert operator.pk
    open_to_it = READ | {name for name in tables_of("public") if name.startswith("tenants_own_")}
    open_to_it |= {name for name in tables_of("public") if name.startswith("billing_own_")}
    open_to_it |= {"tenants_offered_blueprint"}
    refused = [name for name in tables_of("public") if name not in open_to_it]

    assert {"accounts_user", "billing_invoice", "procrastinate_jobs", "tenants_city"} <= {*refused}
    for name in refused:
        assert "permission denied" in refusal(f"SELECT * FROM public.{name}"), name
    [[rows]] = asked(
        "SELECT count(*) FROM public.accounts_user WHERE pseudonym = %s", ["Exploitante secrète"]
    )
    assert rows == 1


def test_what_each_city_sees_of_its_own_shows_the_club_nothing(city):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tenants_disclose('card', 'card.presentation', '\"x\"', 'named', '1', '', '')"
        )
    own = [name for name in tables_of("public") if "_own_" in name or "_offered_" in name]

    def seen():
        with club(), connection.cursor() as cursor:
            found = {}
            for name in own:
                cursor.execute(f"SELECT count(*) FROM public.{name}")
                found[name] = cursor.fetchone()[0]
            return found

    assert len(own) >= 15
    assert set(outside(seen).values()) == {0}


def test_the_club_writes_two_things_outside_its_schema():
    columns = asked(
        """
        SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
           AND c.relkind IN ('r', 'v', 'p')
           AND has_column_privilege('agora_club', c.oid, a.attnum, 'INSERT, UPDATE')
        """
    )
    removable = asked(
        """
        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
           AND c.relkind IN ('r', 'v', 'p')
           AND has_table_privilege('agora_club', c.oid, 'DELETE, TRUNCATE')
        """
    )

    assert {tuple(row) for row in columns} == WRITTEN
    assert removable == []


def test_the_doors_of_cities_are_closed_to_the_club():
    for door in (
        f"tenants_set_grant('{uuid.uuid4()}', true)",
        "tenants_disclose('card', 'card.presentation', '1', 'named', '1', '', '')",
        "tenants_withdraw('card', '')",
        f"tenants_share_sheet('{uuid.uuid4()}', '{{}}')",
        f"tenants_withdraw_sheet('{uuid.uuid4()}')",
        f"tenants_share_blueprint('{uuid.uuid4()}', 1, '{{}}', 'x')",
        f"tenants_withdraw_blueprint('{uuid.uuid4()}', false)",
        f"tenants_note_reuse('{uuid.uuid4()}', 1)",
    ):
        told = refusal(f"SELECT {door}")
        assert "only a city gives" in told or "permission denied" in told, (door, told)


def test_no_city_and_not_the_provider_reads_the_club(cities):
    with club():
        make_member(cities["villeneuve"], name="Membre secrète")
    names = tables_of("club")
    assert {"club_utilisateurs_member", "accounts_user", "django_session"} <= {*names}

    for visit in (lambda: enter(cities["villeneuve"]), public):
        for name in names:
            with visit(), pytest.raises(DatabaseError, match="denied"), transaction.atomic():
                connection.cursor().execute(f"SELECT * FROM club.{name}")
    [[rows]] = asked(
        "SELECT count(*) FROM club.club_utilisateurs_member WHERE name = %s", ["Membre secrète"]
    )
    assert rows == 1


def test_the_club_has_its_own_furniture_and_nobody_else_s():
    assert apps_of("club") == {name.rpartition(".")[2] for name in settings.CLUB_APPS}
    assert not {"tenants", "billing", "consultations"} & apps_of("club")


def test_a_city_that_deletes_its_own_rows_is_not_led_into_the_club():
    ours = [model for model in apps.get_models() if model.__module__.startswith("club_utilis")]
    out = {
        field: field.remote_field.on_delete
        for model in ours
        for field in model._meta.get_fields()
        if field.concrete and (field.many_to_one or field.one_to_one)
        if field.related_model not in ours
    }

    assert {str(field).rpartition(".")[2] for field in out} == {"account", "file"}
    assert set(out.values()) == {models.DO_NOTHING}


def test_a_file_given_with_a_post_is_kept_by_the_database(in_club, member_a):
    file = store(actor=member_a.account, upload=text_file("plan.txt"), use="document")
    Attachment.objects.create(post=make_topic(member_a).posts.get(), file=file)

    with pytest.raises(IntegrityError), transaction.atomic():
        remove(actor=member_a.account, file=file)
        connection.check_constraints()
    assert list(StoredFile.objects.all()) == [file]
