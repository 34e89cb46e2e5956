"""An opening is killed at every step, and ends the same."""

import os
import signal
import time
from dataclasses import replace

import pytest
from django.db import connection, connections

from agora.context import enter, owner, public
from agora.rules import SYSTEM
from tenants import saga, template
from tenants.actions.cities import open_city
from tenants.models import City, SetupRun, SetupStep
from tenants.opening import open_now
from tenants.registries import SetupStep as Step
from tenants.registries import ordered_steps, setup_steps
from tests.tenants.snapshots import differences, rows

FACTS = {"name": "Rivefort", "host": "rivefort.localhost", "admin_email": "c@rivefort.fr"}


@pytest.fixture
def run(db):
    with public():
        return open_city(actor=SYSTEM, **FACTS).setup


def states(run):
    with public():
        return dict(SetupStep.objects.filter(run=run.pk).values_list("name", "state"))


def test_an_opening_runs_every_step_once(run):
    assert saga.run_setup(run.pk)

    assert set(states(run).values()) == {"done"}
    with public():
        city = City.objects.get(pk=run.city_id)
        assert (city.state, SetupRun.objects.get(pk=run.pk).state) == ("live", "done")
        assert set(city.setup.steps.values_list("attempts", flat=True)) == {1}
    assert saga.run_setup(run.pk)


def test_a_failed_step_stops_the_run_and_says_why(run):
    def fails(city, run):
        raise ValueError("le disque est plein")

    with setup_steps.lending("witness", Step("Témoin", fails, after="roles", weight=1)):
        with public():
            SetupStep.objects.create(run_id=run.pk, name="witness", position=5)
        assert not saga.run_setup(run.pk)

    with public():
        step = SetupStep.objects.get(run=run.pk, name="witness")
        assert (step.state, step.error) == ("failed", "ValueError: le disque est plein")
        assert SetupRun.objects.get(pk=run.pk).state == "failed"
        assert City.objects.get(pk=run.city_id).provisioned_at is None


def test_a_second_worker_leaves_at_once(run):
    with owner():
        connection.ensure_connection()
    other = connections.create_connection("default")
    try:
        with public():
            other.cursor().execute("SELECT pg_advisory_lock(%s, %s)", [saga.LOCKS, run.pk])
        assert not saga.run_setup(run.pk)
        assert set(states(run).values()) == {"todo"}
    finally:
        other.close()


def killed_after(run_id, name):
    """Run an opening in a child that is killed once `name` has worked but not ticked."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        step = setup_steps.get(name)

        def dies(city, run):
            step.run(city, run)
            os.kill(os.getpid(), signal.SIGKILL)

        setup_steps._values[name] = replace(step, run=dies)
        saga.run_setup(run_id)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    wait_until_free(run_id)
    return os.WIFSIGNALED(status)


def wait_until_free(run_id):
    """The server learns of a death by the socket, a moment later: until then the lock is held."""
    held = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND datname = current_database()
        AND (classid, objid) = (%s, %s)"""
    until = time.monotonic() + 60
    with public(), connection.cursor() as cursor:
        while cursor.execute(held, [saga.LOCKS, run_id]).fetchone() != (0,):
            assert time.monotonic() < until, "a dead process keeps its lock"
            time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_killed_at_every_step_an_opening_ends_as_if_it_were_not():
    whole = open_now(**FACTS)
    with public():
        city = open_city(actor=SYSTEM, **FACTS | {"host": "tuee.localhost"})
        run_id = city.setup.pk

    for name, _step in ordered_steps():
        assert killed_after(run_id, name), f"{name} did not run"
    assert saga.run_setup(run_id)

    with public():
        city = City.objects.get(pk=city.pk)
        assert city.state == "live"
        assert set(city.setup.steps.values_list("state", "attempts")) == {("done", 2)}
        assert city.transitions.count() == 2
    assert differences(city.ref, whole.ref, but="sequences") == {}
    assert {table: len(found) for table, found in rows(city.ref).items()} == {
        table: len(found) for table, found in rows(whole.ref).items()
    }
    with enter(city.ref):
        pass


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_the_script_nothing_half_made_is_left():
    with public():
        city = open_city(actor=SYSTEM, **FACTS)
    script = template.current()
    connections.close_all()
    child = os.fork()
    if child == 0:
        half = script.script[: script.script.index("CREATE INDEX")]
        with owner(city.ref), connection.cursor() as cursor:
            cursor.execute(f"BEGIN; CREATE SCHEMA {city.schema_name}; {half}")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    assert saga.run_setup(city.setup.pk)

    assert differences(city.ref, template.TEMPLATE, but="sequences") == {}
