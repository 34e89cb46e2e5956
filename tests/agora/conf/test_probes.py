import pytest
from django.db import connections
from django.test import RequestFactory

from agora import RELEASE
from agora.conf import probes
from agora.conf.probes import with_probes
from agora.context import owner, public
from tenants.models import Release
from tests.harness.clients import outside

INSIDE = 8001


def ask(path, *, trouble="", port=8000, **extra):
    said = []
    application = with_probes(
        lambda environ, start: [b"site"], trouble=lambda: trouble, internal_port=INSIDE
    )
    environ = RequestFactory().get(path, SERVER_PORT=str(port), **extra).environ
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    return (said or [""])[0][:3], body


@pytest.mark.parametrize("trouble", ["", "the database does not answer"])
def test_a_living_process_says_so_whatever_the_database_does(trouble):
    assert ask("/-/live", trouble=trouble) == ("200", b"ok\n")


def test_a_process_is_ready_unless_there_is_trouble():
    assert ask("/-/ready") == ("200", b"ok\n")
    assert ask("/-/ready", trouble="no release") == ("503", b"no release\n")


def test_probes_come_with_any_host_and_the_site_gets_the_rest():
    assert ask("/-/live", HTTP_HOST="10.0.0.7:8000")[0] == "200"
    assert ask("/")[1] == b"site"


def test_figures_and_questions_are_for_the_internal_door_alone():
    assert ask("/-/metrics") == ("404", b"")
    assert ask("/-/ask?domain=villeneuve.localhost") == ("404", b"")
    assert ask("/-/elsewhere", port=INSIDE) == ("404", b"")
    status, body = ask("/-/metrics", port=INSIDE)
    assert status == "200"
    assert b"# HELP" in body


# --- What is told of the database ---------------------------------------------------------------
def test_a_database_at_our_release_is_no_trouble_and_costs_one_query(
    city, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert outside(probes.trouble) == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (None, "no release is installed in the database"),
        (RELEASE - 1, ""),
        (RELEASE + 1, ""),
        (RELEASE + 2, f"the database is at release {RELEASE + 2}, this code at {RELEASE}"),
    ],
)
def test_a_database_at_another_release_is_told(cities, number, trouble):
    with owner():
        Release.objects.all().delete()
        if number is not None:
            Release.objects.create(number=number, version="x")

    assert probes.trouble() == trouble


@pytest.mark.django_db(transaction=True)
def test_a_database_without_our_tables_is_told(cities):
    with owner(), connections["default"].cursor() as cursor:
        cursor.execute("ALTER TABLE tenants_release RENAME TO release_elsewhere")

    assert probes.trouble() == "no release is installed in the database"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_told_without_its_name(cities, monkeypatch):
    connections.close_all()
    monkeypatch.setitem(connections.settings["default"], "HOST", "/nowhere")

    assert probes.trouble() == "the database does not answer"


@pytest.mark.django_db(transaction=True)
def test_asking_leaves_the_process_outside_every_house(cities):
    assert probes.trouble() == ""
    with public():
        assert Release.objects.count() == 1
