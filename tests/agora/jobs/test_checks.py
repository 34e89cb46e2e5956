from django.db import connection

from agora.context import owner
from agora.jobs.checks import queue_has_its_walls


def test_the_walls_stand(db):
    assert queue_has_its_walls(databases=["default"]) == []
    assert queue_has_its_walls(databases=None) == []


def test_a_function_replaced_by_a_migration_is_noticed(db):
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])"
            " SECURITY INVOKER"
        )

    assert [error.id for error in queue_has_its_walls(databases=["default"])] == ["jobs.E001"]


def test_a_trigger_switched_off_is_noticed(db):
    with owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_jobs DISABLE TRIGGER agora_jobs_refuse_foreign")

    assert [error.id for error in queue_has_its_walls(databases=["default"])] == ["jobs.E001"]
