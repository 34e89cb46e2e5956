import pytest
from django.test import RequestFactory
from django.utils import timezone

from agora.conf.probes import with_probes
from agora.context import certificates, public
from tenants.models import City, Domain, Epoch
from tests.harness.clients import outside


def ask(path, *, ready=True, **extra):
    said = []
    application = with_probes(
        lambda environ, start: [b"site"], trouble=lambda: "" if ready else "not ready"
    )
    environ = RequestFactory().get(path, **extra).environ
    body = b"".join(application(environ, lambda status, headers: said.append(status)))
    return (said or [""])[0][:3], body


@pytest.mark.parametrize("ready", [True, False])
def test_a_living_process_says_so_whatever_the_database_does(ready):
    assert ask("/-/live", ready=ready) == ("200", b"ok\n")


def test_a_process_is_ready_when_its_database_answers():
    assert ask("/-/ready") == ("200", b"ok\n")
    assert ask("/-/ready", ready=False) == ("503", b"not ready\n")


def test_probes_come_with_any_host_and_the_site_gets_the_rest():
    assert ask("/-/live", HTTP_HOST="10.0.0.7:8000")[0] == "200"
    assert ask("/")[1] == b"site"


# --- Which hosts may have a certificate: the edge asks at the internal door --------------------
INSIDE = {"SERVER_PORT": "8001"}


def may_have(query, **extra):
    said = []
    application = with_probes(lambda environ, start: [b"site"], internal_port=8001)
    environ = RequestFactory().get("/-/ask", **INSIDE | extra).environ | {"QUERY_STRING": query}
    b"".join(outside(lambda: application(environ, lambda status, headers: said.append(status))))
    return int(said[0][:3])


@pytest.fixture
def villeneuve(cities, db):
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


def test_a_flood_of_names_costs_a_bounded_number_of_queries(
    villeneuve, django_assert_max_num_queries
):
    with django_assert_max_num_queries(certificates.LOOKUPS_AT_ONCE * 2):
        told = {may_have(f"domain=h{number}.exemple.fr") for number in range(200)}

    assert told == {404, 429}
    assert may_have("domain=console.localhost") == 200


def test_a_lost_epoch_closes_nothing_for_good(villeneuve):
    Epoch.objects.all().delete()

    assert may_have("domain=villeneuve.localhost") == 200
