"""A house is a schema and its role: made, renamed, checked together."""

import pytest
from django.db import ProgrammingError, connection

from agora.context import CityRef, enter, owner
from tenants import grants, template

pytestmark = pytest.mark.django_db
REF = CityRef(schema="t_neuve0000000", id=0, state="live", name="Neuve")


@pytest.fixture
def house():
    template.create(REF)
    return REF


def tell(sql, ref=None):
    with owner(ref), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_new_house_sees_itself_and_nothing_else(house):
    assert grants.check_house(house.schema) == "own house only"


def test_a_right_too_many_is_named(house):
    tell(f"GRANT SELECT ON tenants_city TO {house.schema}")

    with pytest.raises(grants.WrongRights, match="sees tenants_city"):
        grants.check_house(house.schema)


def test_a_right_missing_is_named(house):
    tell(f"REVOKE ALL ON accounts_user FROM {house.schema}", house)

    with pytest.raises(grants.WrongRights, match="cannot read accounts_user"):
        grants.check_house(house.schema)


def test_a_closed_schema_is_named(house):
    tell(f"REVOKE USAGE ON SCHEMA {house.schema} FROM {house.schema}")

    with pytest.raises(grants.WrongRights, match="its schema"):
        grants.check_house(house.schema)


def test_rights_follow_a_new_name(house):
    with owner():
        grants.rename_house(house.schema, "t_autre0000000")

    assert grants.check_house("t_autre0000000") == "own house only"


def test_the_journal_of_a_house_only_grows(house):
    with enter(house), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("DELETE FROM audit_entry")


def test_a_dropped_house_leaves_neither_schema_nor_role(house):
    with owner():
        grants.drop_house(house.schema)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regnamespace(%s), to_regrole(%s)", [house.schema] * 2)
            assert cursor.fetchone() == (None, None)
