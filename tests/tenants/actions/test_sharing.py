"""Who of a team may enter the club: passes, grants, and what closes them."""

import uuid

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from agora.accounts.actions import change_roles, deactivate, erase_account
from agora.accounts.models import User
from agora.audit.models import Entry
from agora.context import enter, public
from agora.rules import SYSTEM, Refused
from tenants.actions import cities as city_actions
from tenants.actions import sharing
from tenants.disclosure import passes
from tenants.models import City, ClubGrant, OwnGrant
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.django_db


def read(token):
    return passes.read(token, at=timezone.now())


def is_open(person):
    return OwnGrant.objects.filter(staff_uid=person.uid, active=True).exists()


def in_state(ref, state):
    return type(ref)(schema=ref.schema, id=ref.id, state=state, name=ref.name, host=ref.host)


def test_a_pass_says_the_city_the_job_and_an_opaque_number(city):
    agent = make_staff("reception", "communication", full_name="Samira Ould-Kaci")

    said = read(sharing.mint_pass(actor=agent, path="/sujets/12/"))

    assert (said.iss, said.sub, said.name) == (city.id, agent.uid, "Samira Ould-Kaci")
    assert said.title == "Accueil et accompagnement, Direction de la communication"
    assert (said.mail, said.next) == (agent.email, "/sujets/12/")
    assert is_open(agent)
    assert Entry.objects.filter(verb="club.pass_minted").count() == 1


def test_somebody_without_a_full_name_enters_under_the_name_all_read(city):
    assert read(sharing.mint_pass(actor=make_staff(pseudonym="Agent K"))).name == "Agent K"


def test_a_read_only_city_still_enters(cities):
    with public():
        City.objects.filter(pk=cities["villeneuve"].id).update(state="read_only")
    with enter(in_state(cities["villeneuve"], "read_only")):
        agent = make_staff()

        assert read(sharing.mint_pass(actor=agent)).sub == agent.uid


@pytest.mark.parametrize("state", ["suspended", "archived"])
def test_the_team_of_a_closed_city_does_not_enter(cities, state):
    with enter(in_state(cities["villeneuve"], state)):
        agent = make_staff()
        with pytest.raises(Refused):
            sharing.mint_pass(actor=agent)
        assert not is_open(agent)


def test_the_door_of_the_database_refuses_a_city_suspended_a_moment_ago(cities):
    with public():
        City.objects.filter(pk=cities["villeneuve"].id).update(state="suspended")
    with enter(cities["villeneuve"]):  # this process has not read the directory again
        agent = make_staff()
        with pytest.raises(ProgrammingError), transaction.atomic():
            sharing.mint_pass(actor=agent)
        assert not is_open(agent)


def test_residents_and_operators_have_no_pass_of_a_city(cities):
    with public():
        operator = make_staff("provider_club")
    with enter(cities["villeneuve"]):
        for actor in (make_user(), operator):
            with pytest.raises(Refused):
                sharing.mint_pass(actor=actor)
        assert not OwnGrant.objects.exists()


def test_a_grant_is_opened_for_the_city_that_asks_alone(cities):
    with enter(cities["villeneuve"]):
        agent = make_staff()
        sharing.mint_pass(actor=agent)
    with public():
        assert [(one.city_id, one.staff_uid) for one in ClubGrant.objects.all()] == [
            (cities["villeneuve"].id, agent.uid)
        ]
    with enter(cities["montclair"]):
        assert not OwnGrant.objects.exists()


def test_the_provider_s_people_need_the_job(db):
    with public():
        with pytest.raises(Refused):
            sharing.mint_team_pass(actor=make_staff("provider_operations"))
        maud = make_staff("provider_club", full_name="Maud")

        said = read(sharing.mint_team_pass(actor=maud))

        assert (said.iss, said.sub, said.roles) == (passes.PROVIDER, maud.uid, ("provider_club",))
        assert said.title == "Animation du club"
        assert ClubGrant.objects.get(city=None).staff_uid == maud.uid


def test_no_city_mints_the_provider_s_pass(city):
    with pytest.raises(Refused):
        sharing.mint_team_pass(actor=make_staff("director"))


# --- Going out ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "leave",
    [
        lambda person: change_roles(actor=make_staff(), user=person, roles=[]),
        lambda person: deactivate(actor=make_staff(), user=person),
        lambda person: erase_account(actor=person, user=person),
    ],
    ids=["no job left", "account closed", "account erased"],
)
def test_whoever_stops_being_of_the_team_is_out_in_the_same_transaction(city, leave):
    agent = make_staff("reception")
    sharing.mint_pass(actor=agent)
    assert is_open(agent)

    leave(User.objects.get(pk=agent.pk))

    assert not is_open(agent)
    assert Entry.objects.filter(verb="club.access_closed").count() == 1


def test_the_grant_is_back_when_the_departure_is_taken_back(city):
    agent = make_staff("reception")
    sharing.mint_pass(actor=agent)

    with pytest.raises(RuntimeError), transaction.atomic():
        change_roles(actor=make_staff(), user=agent, roles=[])
        raise RuntimeError

    assert is_open(agent)


def test_another_job_keeps_the_door_open(city):
    agent = make_staff("reception", "communication")
    sharing.mint_pass(actor=agent)

    change_roles(actor=make_staff(), user=agent, roles=["communication"])

    assert is_open(agent)


def test_whoever_never_entered_leaves_no_line(city):
    change_roles(actor=make_staff(), user=make_staff("reception"), roles=[])

    assert not Entry.objects.filter(verb="club.access_closed").exists()


def test_coming_back_to_the_team_opens_nothing_before_a_new_pass(city):
    agent = make_staff("reception")
    sharing.mint_pass(actor=agent)
    change_roles(actor=make_staff(), user=agent, roles=[])

    change_roles(actor=make_staff(), user=agent, roles=["reception"])
    assert not is_open(agent)
    sharing.mint_pass(actor=agent)
    assert is_open(agent)


def test_the_provider_s_people_go_out_with_that_very_job(db):
    with public():
        maud = make_staff("provider_club", "provider_operations")
        sharing.mint_team_pass(actor=maud)

        change_roles(
            actor=make_staff("provider_operations"), user=maud, roles=["provider_operations"]
        )

        assert not ClubGrant.objects.get(city=None).active


@pytest.mark.parametrize("move", [city_actions.suspend_city, city_actions.archive_city])
def test_a_city_that_closes_puts_its_whole_team_out(cities, move):
    with public():
        for ref in cities.values():
            ClubGrant.objects.create(city_id=ref.id, staff_uid=uuid.uuid4())
        city = City.objects.get(pk=cities["villeneuve"].id)

        move(actor=SYSTEM, city=city, reason="essai")

        left = ClubGrant.objects.filter(active=True).values_list("city_id", flat=True)
        assert list(left) == [cities["montclair"].id]


def test_a_city_made_read_only_keeps_its_team_in(cities):
    with public():
        grant = ClubGrant.objects.create(city_id=cities["villeneuve"].id, staff_uid=uuid.uuid4())

        city_actions.make_read_only(
            actor=SYSTEM, city=City.objects.get(pk=cities["villeneuve"].id), reason="essai"
        )

        grant.refresh_from_db()
        assert grant.active


def test_nobody_closes_access_by_hand(city):
    with pytest.raises(Refused):
        sharing.close_access(actor=make_staff("director"), staff_uid=uuid.uuid4())
