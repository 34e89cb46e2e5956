"""The compiled script makes what the migrations make."""

import pytest
from django.db import connection

from agora.accounts.models import User
from agora.context import CityRef, enter, owner
from tenants import fingerprint, template
from tenants.models import CompiledTemplate
from tests.tenants.snapshots import differences, rows, snapshot

pytestmark = pytest.mark.django_db
FRESH = CityRef(schema="t_fresh0000000", id=0, state="live", name="Fraîche")


@pytest.fixture
def fresh():
    template.create(FRESH)
    return FRESH


def forget_lost_numbers(ref):
    """Numbers taken in transactions that other tests rolled back stay taken in a sequence."""
    with owner(ref), connection.cursor() as cursor:
        cursor.execute("SELECT setval('django_migrations_id_seq', max(id)) FROM django_migrations")


def test_a_compiled_schema_differs_in_nothing_from_the_migrated_one(fresh):
    for ref in (fresh, template.TEMPLATE):
        forget_lost_numbers(ref)

    assert differences(fresh, template.TEMPLATE) == {}
    assert all(snapshot(fresh)[part] for part in ("columns", "constraints", "indexes", "grants"))


def test_a_compiled_schema_holds_the_seeds_of_the_migrated_one(fresh):
    assert rows(fresh) == rows(template.TEMPLATE)


def test_the_script_names_no_schema():
    with owner():
        script = CompiledTemplate.objects.get().script

    assert template.TEMPLATE.schema not in script
    assert "public." not in script


def test_the_role_of_a_fresh_schema_reads_and_writes_there(fresh):

    with enter(fresh):
        User.objects.create(email="a@exemple.fr", pseudonym="Ada")

        assert User.objects.count() == 1


def test_a_schema_is_at_the_release_of_the_code(fresh):
    with owner(fresh):
        assert fingerprint.here() == fingerprint.target()


def test_a_stale_script_is_refused():
    with owner():
        CompiledTemplate.objects.update(checksum="of another release")

    with pytest.raises(template.StaleTemplate):
        template.current()


def test_preparing_again_compiles_what_was_lost():
    with owner():
        CompiledTemplate.objects.update(checksum="of another release")

    compiled = template.prepare()

    assert compiled.checksum == fingerprint.checksum()
    with owner():
        assert CompiledTemplate.objects.count() == 1


def test_preparing_twice_keeps_the_same_script():
    assert template.prepare() == template.prepare()


def test_a_template_behind_is_migrated_not_made_anew():
    with owner(template.TEMPLATE), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'supports'")
        cursor.execute("DROP TABLE supports_support")
        cursor.execute("CREATE TABLE witness (id int)")

    template.build()

    with owner(template.TEMPLATE), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('supports_support'), to_regclass('witness')")
        assert None not in cursor.fetchone()


def test_a_failing_script_leaves_nothing(fresh):
    half = CityRef(schema="t_half00000000", id=0, state="live", name="Moitié")
    compiled = CompiledTemplate(script="CREATE TABLE a (id int); SELECT 1/0")

    with pytest.raises(Exception, match="division by zero"):
        template.create(half, compiled=compiled)

    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s), to_regrole(%s)", [half.schema] * 2)
        assert cursor.fetchone() == (None, None)
