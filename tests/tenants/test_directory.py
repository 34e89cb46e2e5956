"""What the kernel is told of cities."""

import pytest

from agora.context import directory as hosts
from agora.context import enter, public
from agora.jobs import cities as of_jobs
from agora.rules import SYSTEM
from tenants import directory
from tenants.actions import cities as actions
from tenants.actions import domains
from tenants.models import City, Domain

pytestmark = pytest.mark.django_db


@pytest.fixture
def villeneuve(cities, db):
    with public():
        yield City.objects.get(schema_name=cities["villeneuve"].schema)


def test_a_city_comes_with_its_host_and_its_looks(villeneuve):
    ref = directory.source("villeneuve.localhost")

    assert (ref.schema, ref.name, ref.state) == (villeneuve.schema_name, "Villeneuve", "live")
    assert ref.host == "villeneuve.localhost"
    assert ref.extra["prefix"] == "VN"
    assert ref.extra["identity"]["theme_colour"] == "#0B6E6E"
    assert ref.extra["timezone"] == "Europe/Paris"


def test_what_travels_cannot_be_changed_on_the_way(villeneuve):
    identity = directory.source("villeneuve.localhost").extra["identity"]

    with pytest.raises(TypeError):
        identity["theme_colour"] = "#000000"


def test_a_second_host_leads_to_the_same_city_under_its_first_name(villeneuve):
    actions.change_host(actor=SYSTEM, city=villeneuve, host="participez.villeneuve.fr")
    assert directory.source("participez.villeneuve.fr").host == "villeneuve.localhost"

    domains.confirm_host(actor=SYSTEM, domain=Domain.objects.get(host="participez.villeneuve.fr"))

    assert directory.source("villeneuve.localhost").host == "participez.villeneuve.fr"


@pytest.mark.parametrize("state", ["lead", "provisioning"])
def test_a_city_not_ready_is_nobody(villeneuve, state):
    City.objects.filter(pk=villeneuve.pk).update(state=state)

    assert directory.source("villeneuve.localhost") is None
    assert directory.find(villeneuve.schema_name).state == state


@pytest.mark.parametrize("state", ["read_only", "suspended", "archived"])
def test_a_resting_city_still_answers(villeneuve, state):
    City.objects.filter(pk=villeneuve.pk).update(state=state)

    assert directory.source("villeneuve.localhost").state == state


def test_an_unknown_host_or_schema_is_nobody(villeneuve):
    assert directory.source("ailleurs.fr") is None
    assert directory.find("t_000000000000") is None


def test_jobs_know_the_cities_in_service(villeneuve):
    actions.suspend_city(actor=SYSTEM, city=villeneuve, reason="Essai.")

    names = {ref.name for ref in of_jobs.cities_in_service()}

    assert names == {"Montclair"}


def test_a_moved_epoch_empties_what_processes_keep(villeneuve):
    before = directory.epoch()

    actions.describe_city(
        actor=SYSTEM, city=villeneuve, name="V", kind="commune", population=1, insee="", siren=""
    )

    assert directory.epoch() == before + 1


def test_entering_a_carried_city_brings_its_host(villeneuve):
    ref = directory.carry(villeneuve).ref

    assert ref.host == "villeneuve.localhost"


def test_the_first_request_resolves_by_query_and_the_next_by_memory(
    cities, db, django_assert_num_queries
):
    hosts.forget()
    assert hosts.resolve("villeneuve.localhost").city == cities["villeneuve"]
    with django_assert_num_queries(0):
        assert hosts.resolve("VILLENEUVE.localhost.").city == cities["villeneuve"]


def test_a_city_is_entered_by_what_the_directory_says(cities, db):
    hosts.forget()

    with enter(hosts.resolve("montclair.localhost").city) as ref:
        assert ref.name == "Montclair"
