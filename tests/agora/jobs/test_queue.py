from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from agora.context import NoCurrentCity, current_city, public, state
from agora.jobs import AlreadyQueued, enqueue
from agora.jobs.queue import WrongHouse, enqueue_about, enqueue_once, together
from agora.jobs.registries import task, tasks
from agora.jobs.testing import pending, run_pending
from agora.notices.models import Announcement
from tests.harness.clients import outside

_DEFER = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s, 'test.note', 0, NULL, NULL, %s::jsonb, NULL)"
    "::procrastinate_job_to_defer_v1])"
)


@pytest.fixture
def notes():
    """A task of each scope, that notes where it ran and with which ids."""
    told = []

    def note(**ids):
        city = current_city().schema if state() == "city" else ""
        told.append((state(), city, ids))

    for scope in ("city", "public", "house"):
        task("test.note" if scope == "city" else f"test.note_{scope}", scope=scope)(note)
    yield told
    for name in [name for name in tasks if name.startswith("test.")]:
        tasks.forget(name)


def waiting():
    return [job for job in pending() if job[0].startswith("test.")]


def test_a_job_runs_in_the_city_it_was_queued_from(city, notes):
    enqueue("test.note", word=7)

    assert waiting() == [("test.note", {"city": city.schema, "word": 7})]
    assert "test.note" in run_pending()
    assert notes == [("city", city.schema, {"word": 7})]
    assert waiting() == []


def test_a_job_rolled_back_with_its_transaction_never_runs(city, notes):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("test.note", word=7)
        _ = 1 / 0

    run_pending()
    assert notes == []


def test_outside_every_city_a_city_s_job_is_refused(db, notes):
    with pytest.raises(NoCurrentCity):
        enqueue("test.note")


def test_from_the_provider_s_house_the_city_is_named(other_city, notes):
    with public():
        enqueue("test.note", city=other_city.schema)
        with pytest.raises(NoCurrentCity):
            enqueue("test.note")
    run_pending()

    assert notes == [("city", other_city.schema, {})]


def test_a_city_names_no_city_not_even_itself(city, other_city, notes):
    for schema in (city.schema, other_city.schema):
        with pytest.raises(WrongHouse):
            enqueue("test.note", city=schema)


def test_a_public_job_is_queued_aloud(city, notes):
    with pytest.raises(WrongHouse, match="say scope='public'"):
        enqueue("test.note_public")
    with pytest.raises(WrongHouse, match="belongs to"):
        enqueue("test.note", scope="public")


def test_the_database_refuses_a_city_a_public_job(city, notes):
    with pytest.raises(ProgrammingError, match="may only queue its own"), transaction.atomic():
        enqueue("test.note_public", scope="public")


def test_the_provider_queues_its_own_jobs(db, notes):
    with public():
        enqueue("test.note_public", word=1)
    run_pending()

    assert notes == [("public", "", {"word": 1})]


def test_furniture_runs_in_whichever_house_it_was_queued_from(city, other_city, notes):
    def elsewhere():
        with public():
            enqueue("test.note_house", word=2)
            enqueue("test.note_house", city=other_city.schema)

    enqueue("test.note_house", word=1)
    outside(elsewhere)
    run_pending()

    assert notes == [
        ("city", city.schema, {"word": 1}),
        ("public", "", {"word": 2}),
        ("city", other_city.schema, {}),
    ]


@pytest.mark.parametrize("args", ["{}", '{"city": "t_montclair000"}', '{"city": null}'])
def test_by_hand_too_a_city_queues_nothing_but_its_own(city, args):
    with (
        pytest.raises(ProgrammingError, match="may only queue its own"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(_DEFER, ["default", args])


def test_a_city_stays_out_of_the_operators_queue(city):
    with (
        pytest.raises(ProgrammingError, match="may not queue"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(_DEFER, ["ops", f'{{"city": "{city.schema}"}}'])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM procrastinate_jobs",
        "SELECT count(*) FROM public.procrastinate_jobs",
        "DELETE FROM procrastinate_jobs",
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('ops', 'x')",
        "SELECT procrastinate_fetch_job_v2(NULL, 1)",
    ],
)
def test_a_city_reads_and_writes_nothing_else_of_the_queue(city, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_same_job_waits_once_and_the_transaction_goes_on(city, notes):
    with transaction.atomic():
        enqueue("test.note", once="week", word=1)
        with pytest.raises(AlreadyQueued):
            enqueue("test.note", once="week", word=2)
        assert not enqueue_once("test.note", once="week", word=3)
        assert enqueue_once("test.note", once="day", word=4)

    run_pending()
    assert [ids for _, _, ids in notes] == [{"word": 1}, {"word": 4}]
    enqueue("test.note", once="week", word=5)


def test_two_cities_may_each_queue_the_same_once(city, other_city, notes):
    def elsewhere():
        with public():
            enqueue("test.note", once="week", city=other_city.schema)

    enqueue("test.note", once="week")
    outside(elsewhere)

    assert len(waiting()) == 2


def test_a_broken_constraint_is_not_mistaken_for_a_double(city, notes, monkeypatch):
    too_long = "x" * 200
    task(too_long)(print)
    try:
        with pytest.raises(Exception, match="too long"), transaction.atomic():
            enqueue(too_long, once="week")
    finally:
        tasks.forget(too_long)


def test_what_is_due_later_waits(city, notes):
    enqueue("test.note", at=timezone.now() + timedelta(hours=1))

    assert "test.note" not in run_pending()
    assert "test.note" in run_pending(later=True)


def test_a_task_nobody_declared_is_refused(city):
    with pytest.raises(KeyError, match=r"test\.unknown"):
        enqueue("test.unknown")


_ANNOUNCED = "INSERT INTO notices_announcement (kind, about_id) VALUES (%s, %s)"


def test_jobs_of_a_block_are_queued_in_one_trip(city, notes, django_assert_num_queries):
    with django_assert_num_queries(1), together():
        enqueue("test.note", word=1)
        with together():
            enqueue("test.note", word=2)

    assert [ids["word"] for _name, ids in waiting()] == [1, 2]


def test_an_announcement_takes_the_jobs_before_it_along(city, notes, django_assert_num_queries):
    with django_assert_num_queries(1), together():
        enqueue("test.note", word=1)
        enqueue_about("test.note", key="row", insert=_ANNOUNCED, values=["x.y", 7])

    row = Announcement.objects.get(kind="x.y", about_id=7)
    assert waiting() == [
        ("test.note", {"city": city.schema, "word": 1}),
        ("test.note", {"city": city.schema, "row": row.pk}),
    ]


def test_a_block_that_fails_queues_nothing(city, notes):
    with pytest.raises(ZeroDivisionError), together():
        enqueue("test.note", word=1)
        _ = 1 / 0

    assert waiting() == []
    enqueue("test.note", word=2)
    assert [ids["word"] for _name, ids in waiting()] == [2]
