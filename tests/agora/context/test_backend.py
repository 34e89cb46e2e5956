"""The server is told its house when a statement runs, once, and again after it forgot."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from agora.context import ForeignInstance, enter, owner, public

ASK = "SELECT current_setting('search_path'), current_setting('role')"


def ask():
    with connection.cursor() as cursor:
        cursor.execute(ASK)
        return cursor.fetchone()


def test_the_path_and_the_role_of_each_state(cities, db):
    a = cities["villeneuve"]
    with enter(a):
        assert ask() == (f"{a.schema}, public", a.schema)
    with public():
        assert ask() == ("public", "agora_platform")
    with owner(a):
        assert ask() == (a.schema, "agora_owner")
    assert ask() == ("agora_no_city", "agora_nobody")


def test_a_house_is_told_once_and_with_the_first_question(cities, db):
    schema = cities["villeneuve"].schema
    before = []

    def note(run, *question):
        before.append(connection.told)
        return run(*question)

    with enter(cities["villeneuve"]), connection.execute_wrapper(note):
        assert ask() == ask() == (f"{schema}, public", schema)

    assert before == [None, (f"{schema}, public", schema)]


def test_a_failed_question_leaves_nothing_told(cities, db):
    with enter(cities["villeneuve"]):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert connection.told is None
        assert ask()[1] == cities["villeneuve"].schema


def test_a_rollback_makes_us_tell_again(cities, db):
    with public():
        ask()
    with enter(cities["villeneuve"]):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            ask()
            _ = 1 / 0
        assert ask()[1] == cities["villeneuve"].schema


def test_a_rollback_written_by_hand_makes_us_tell_again(cities, db):
    with public(), connection.cursor() as cursor:
        cursor.execute(ASK)
        cursor.execute("SAVEPOINT mine")
    with enter(cities["villeneuve"]), connection.cursor() as cursor:
        cursor.execute(ASK)
        cursor.execute("ROLLBACK TO SAVEPOINT mine")
        assert ask()[1] == cities["villeneuve"].schema


def test_an_open_cursor_follows_the_house(cities, db):
    cursor = connection.cursor()
    for city in cities.values():
        with enter(city):
            cursor.execute(ASK)
            assert cursor.fetchone()[1] == city.schema


def test_rows_asked_for_in_a_city_are_read_there(cities, db):
    cursor = connection.cursor()
    with enter(cities["villeneuve"]):
        cursor.execute("SELECT generate_series(1, 5)")
        assert cursor.fetchone() == (1,)
    with enter(cities["montclair"]):
        for read in (
            cursor.fetchone,
            cursor.fetchmany,
            cursor.fetchall,
            lambda: next(cursor.cursor),
        ):
            with pytest.raises(ForeignInstance):
                read()


def test_copy_stream_many_and_call_are_told_too(cities, db):
    schema = cities["villeneuve"].schema
    with enter(cities["villeneuve"]), connection.cursor() as cursor:
        connection.forget()
        with cursor.copy("COPY (SELECT current_setting('role')) TO STDOUT") as lines:
            assert list(lines.rows()) == [(schema,)]
        connection.forget()
        assert [row[1] for row in cursor.cursor.stream(ASK)] == [schema]
        connection.forget()
        cursor.executemany(
            "SELECT set_config('agora.seen', current_setting('role') || %s, false)", [("",)]
        )
        connection.forget()
        cursor.callproc("current_setting", ["role"])
        assert cursor.fetchone() == (schema,)


def test_a_named_cursor_is_told_too(cities, db):
    with enter(cities["villeneuve"]), connection.chunked_cursor() as cursor:
        cursor.execute(ASK)
        assert cursor.fetchone()[1] == cities["villeneuve"].schema


def test_a_failed_switch_is_never_swallowed(cities, db):
    gone = type(cities["villeneuve"])(schema="t_gone", id=0, state="live", name="x")
    with enter(gone), pytest.raises(DatabaseError):
        ask()


def test_the_connection_opens_no_door(cities, db):
    for way in (
        lambda: connection.set_schema("public"),
        lambda: connection.set_tenant(cities["villeneuve"]),
        connection.set_schema_to_public,
    ):
        with pytest.raises(TypeError):
            way()
    with owner():
        connection.set_schema("public")
        connection.set_schema_to_public()
    with enter(cities["villeneuve"]):
        assert connection.schema_name == cities["villeneuve"].schema
        assert connection.tenant == cities["villeneuve"]


def test_a_new_connection_starts_closed(server, db):
    params = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(ours, None)
    with psycopg.connect(**params) as link:
        assert link.execute("SHOW search_path").fetchone() == ("agora_no_city",)
