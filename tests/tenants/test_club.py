"""A team's place in the club: the badge, and the net below departures."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agora.accounts.backend import PeopleBackend
from agora.accounts.models import RoleAssignment, User
from agora.context import club as club_house
from agora.context import enter, public
from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from tenants import club
from tenants.actions.sharing import mint_pass
from tenants.models import ClubGrant, OwnGrant
from tests.factories.people import make_staff, make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client, city):
    return make_staff("reception")


def waits(city, person, unread):
    with public():
        ClubGrant.objects.update_or_create(
            city_id=city.id, staff_uid=person.uid, defaults={"unread": unread}
        )


def still_open():
    return set(OwnGrant.objects.filter(active=True).values_list("staff_uid", flat=True))


@pytest.fixture
def agent_with_news(cities, warm_directory):
    with enter(cities["villeneuve"]):
        person = make_staff("reception")
    waits(cities["villeneuve"], person, 3)
    return person


def test_what_waits_is_beside_the_entry_with_words_for_the_ear(client, agent_with_news):
    sign_in(client, agent_with_news)

    page = client.get("/gestion/").text.replace("\u00a0", " ")

    assert '<span aria-hidden="true">(3)</span><span class="vh">, 3 non lus</span>' in page


def test_nothing_is_said_when_nothing_waits(client, agent):
    sign_in(client, agent)

    page = client.get("/gestion/").text

    assert ">Club</a>" in page


def test_the_person_comes_with_what_waits_in_one_query(
    cities, agent_with_news, django_assert_num_queries
):
    with enter(cities["villeneuve"]):
        with django_assert_num_queries(1):
            assert PeopleBackend().get_user(agent_with_news.pk).club_unread == 3
        assert PeopleBackend().get_user(make_user().pk).club_unread is None


def test_a_page_of_the_team_costs_what_it_did_without_the_badge(client, agent_with_news):
    sign_in(client, agent_with_news)
    client.get("/gestion/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/gestion/")

    grants = [one["sql"] for one in asked if "own_grant" in one["sql"]]
    assert len(grants) == 1
    assert 'FROM "accounts_user"' in grants[0]


def test_what_another_city_s_namesake_has_unread_is_not_shown(cities, warm_directory):
    with enter(cities["villeneuve"]):
        person = make_staff()
    waits(cities["montclair"], person, 9)

    with enter(cities["villeneuve"]):
        assert PeopleBackend().get_user(person.pk).club_unread is None


def test_the_fact_is_read_in_cities_only(db):
    with public():
        assert not hasattr(PeopleBackend().get_user(make_staff().pk), "club_unread")


def test_the_hourly_job_closes_what_a_restore_brought_back(cities, agent_with_news):
    villeneuve = cities["villeneuve"]
    with enter(villeneuve):
        there, without_job, closed = make_staff(), make_staff(), make_staff()
        for one in (there, without_job, closed):
            mint_pass(actor=one)
        RoleAssignment.objects.filter(user=without_job).delete()
        User.objects.filter(pk=closed.pk).update(is_active=False)
    waits(villeneuve, User(uid=uuid.uuid4()), 0)  # somebody the restored schema never knew
    with enter(villeneuve):
        enqueue("tenants.check_grants")

    run_pending()

    with enter(villeneuve):
        assert still_open() == {there.uid, agent_with_news.uid}
        assert club.close_stale() == 0


def test_the_club_itself_closes_nothing(db):
    with club_house():
        club.close_if_gone(User(uid=uuid.uuid4()))
