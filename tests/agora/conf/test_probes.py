import time

import pytest
from django.db import connections
from django.test import RequestFactory
from django.utils import timezone

from agora import RELEASE
from agora.conf import probes
from agora.conf.probes import with_probes
from agora.context import certificates, owner, public
from tenants.models import City, Domain, Epoch, Release
from tests.harness.clients import outside
from tests.harness.stand_ins import stand_in

PORT = 8001


def ask(path, *, trouble="", port=8000, **extra):
    said = []
    application = with_probes(
        lambda environ, start: [b"site"], trouble=lambda: trouble, internal_port=PORT
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
    assert ask("/-/elsewhere", port=PORT) == ("404", b"")
    status, body = ask("/-/metrics", port=PORT)
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


# --- Which hosts may have a certificate: the edge asks at the internal door --------------------
INSIDE = {"SERVER_PORT": "8001"}


def may_have(query, **extra):
    said = []
    application = with_probes(lambda environ, start: [b"site"], internal_port=8001)
    environ = RequestFactory().get("/-/ask", **INSIDE | extra).environ | {"QUERY_STRING": query}
    b"".join(outside(lambda: application(environ, lambda status, headers: said.append(status))))
    return int(said[0][:3])


@pytest.fixture
def villeneuve(cities, db, monkeypatch):
    """The city, at one moment: what is known grows no older, no look-up is won by waiting."""
    now = time.monotonic()
    stand_in(monkeypatch, certificates, "time", monotonic=lambda: now)
    certificates.forget()
    with public():
        yield City.objects.get(schema_name=cities["villeneuve"].schema)
    certificates.forget()


def host(city, name, *, verified):
    at = timezone.now() if verified else None
    Domain.objects.create(city=city, host=name, is_primary=False, verified_at=at)


@pytest.mark.parametrize("name", ["villeneuve.localhost", "console.localhost", "club.localhost"])
def test_our_houses_may_have_their_certificate(villeneuve, name):
    assert may_have(f"domain={name}") == 200


def test_any_proven_host_of_a_city_may_and_an_unproven_one_may_not(villeneuve):
    host(villeneuve, "participez.ville.fr", verified=True)
    host(villeneuve, "planted.ville.fr", verified=False)

    assert may_have("domain=participez.ville.fr") == 200
    assert may_have("domain=planted.ville.fr") == 404
    assert may_have("domain=inconnu.ville.fr") == 404


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("lead", 404),
        ("provisioning", 404),
        ("trial", 200),
        ("read_only", 200),
        ("suspended", 200),  # a fixed page is still to be read
        ("archived", 200),
    ],
)
def test_a_city_has_its_certificate_as_long_as_its_host_answers(villeneuve, state, told):
    City.objects.filter(pk=villeneuve.pk).update(state=state)

    assert may_have("domain=villeneuve.localhost") == told


def test_a_city_that_is_not_ready_or_gone_has_none(villeneuve):
    City.objects.filter(pk=villeneuve.pk).update(state="provisioning", provisioned_at=None)
    assert may_have("domain=villeneuve.localhost") == 404
    certificates.forget()
    Domain.objects.filter(city=villeneuve).delete()

    assert may_have("domain=villeneuve.localhost") == 404


@pytest.mark.parametrize(
    "query",
    ["", "domain=", "domain=a.fr&domain=villeneuve.localhost", "host=villeneuve.localhost"],
)
def test_a_question_that_names_no_host_or_two_is_refused(villeneuve, query):
    assert may_have(query) == 404


def test_the_public_door_does_not_know_the_question(villeneuve):
    assert may_have("domain=villeneuve.localhost", SERVER_PORT="8000") == 404


def test_a_question_costs_one_query_then_none(villeneuve, django_assert_num_queries):
    with django_assert_num_queries(1):
        may_have("domain=villeneuve.localhost")
    with django_assert_num_queries(0):
        may_have("domain=villeneuve.localhost")
        may_have("domain=villeneuve.localhost.")
        may_have("domain=192.0.2.1")
        may_have("domain=console.localhost")


def test_a_flood_of_names_costs_a_bounded_number_of_queries(villeneuve, django_assert_num_queries):
    with django_assert_num_queries(certificates.LOOKUPS_AT_ONCE):
        told = {may_have(f"domain=h{number}.exemple.fr") for number in range(200)}

    assert told == {404, 429}
    assert may_have("domain=console.localhost") == 200


def test_a_lost_epoch_closes_nothing_for_good(villeneuve):
    Epoch.objects.all().delete()

    assert may_have("domain=villeneuve.localhost") == 200
