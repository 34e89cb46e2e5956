import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from agora.action import Line
from agora.audit.models import Entry
from agora.audit.recorder import record
from agora.context import owner, public
from agora.rules import SYSTEM
from tests.harness.clients import outside

REFUSED = (ProgrammingError, InternalError)


@pytest.fixture
def line(city):
    record([Line("test.done", SYSTEM, "a:1", ["a:1"])])
    return Entry.objects.get(verb="test.done")


@pytest.mark.parametrize(
    "change",
    [
        lambda line: Entry.objects.filter(pk=line.pk).update(verb="test.other"),
        lambda line: Entry.objects.filter(pk=line.pk).delete(),
        lambda line: line.delete(),
        lambda line: line.save(),
    ],
)
def test_a_city_can_neither_change_nor_delete_a_line(line, change):
    with pytest.raises(REFUSED, match="permission denied"), transaction.atomic():
        change(line)

    assert Entry.objects.get(pk=line.pk).verb == "test.done"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "TRUNCATE audit_entry",
        "DROP TRIGGER audit_entry_is_final ON audit_entry",
    ],
)
def test_a_city_cannot_take_the_wall_down(line, statement):
    with (
        pytest.raises(REFUSED, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("house", ["city", "public"])
def test_even_the_owner_of_the_tables_is_stopped_by_the_trigger(line, city, house):
    def change():
        with owner(city if house == "city" else None):
            if house == "public":
                record([Line("test.done", SYSTEM, "", [])])
            for statement in ("UPDATE audit_entry SET verb = 'x'", "DELETE FROM audit_entry"):
                with (
                    pytest.raises(REFUSED, match="is final"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement)

    outside(change)


def test_the_provider_s_journal_is_as_final(db):
    with public():
        record([Line("test.done", SYSTEM, "", [])])
        with pytest.raises(REFUSED, match="permission denied"), transaction.atomic():
            Entry.objects.all().delete()
        assert Entry.objects.filter(verb="test.done").exists()
