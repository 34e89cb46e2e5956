"""Roles and their rights."""

import pytest
from django.db import connection

from agora.context import owner, roles
from tests.harness import cluster


def test_preparing_a_server_twice_changes_nothing(server, db):
    with cluster.admin(server, connection.settings_dict["NAME"]) as admin:
        roles.ensure_cluster_roles(admin)
        roles.prepare_database(admin)
        found = admin.execute(
            "SELECT rolname, rolcanlogin, rolinherit, rolsuper, rolcreaterole FROM pg_roles "
            "WHERE rolname IN ('agora_owner', 'agora_app') ORDER BY 1"
        ).fetchall()

    assert found == [
        ("agora_app", True, False, False, False),
        ("agora_owner", True, False, False, True),
    ]


@pytest.fixture
def house(db):
    """An empty house, gone with the test's transaction."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA t_roles0000000")
        roles.create_role("t_roles0000000")
    return "t_roles0000000"


def known(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone()[0]


def test_a_role_is_made_once_and_dropped_with_its_house(house):
    with owner(), connection.cursor() as cursor:
        roles.create_role(house)
        assert known(house) == 1
        cursor.execute("DROP SCHEMA t_roles0000000")
        roles.drop_role(house)
        roles.drop_role(house)
        assert known(house) == 0


def test_an_app_that_is_not_installed_has_no_table():
    assert list(roles.grants_for("no_such_app")) == []


def test_the_queue_is_read_by_the_provider_and_written_by_its_own_role():
    rights = "\n".join(roles.public_rights())

    assert f'GRANT SELECT ON "public"."procrastinate_jobs" TO "{roles.PLATFORM}"' in rights
    assert f'GRANT {roles.ALL} ON public."procrastinate_jobs" TO {roles.QUEUE}' in rights
