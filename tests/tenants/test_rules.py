"""Who may open, move and describe cities."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.context import public
from agora.rules import SYSTEM
from agora.rules import allowed as allowed_to
from tenants import rules
from tenants.models import City, CityState
from tests.factories.people import make_staff, make_user

pytestmark = pytest.mark.django_db
MOVES = {
    "live": rules.can_go_live,
    "read_only": rules.can_restrict,
    "suspended": rules.can_suspend,
    "archived": rules.can_archive,
}


@pytest.fixture
def operator():
    with public():
        yield make_staff("operator")


def allowed(actor, state):
    city = City(name="V", state=state, provisioned_at=timezone.now())
    return {to for to, rule in MOVES.items() if rule(actor=actor, city=city)}


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("lead", set()),
        ("provisioning", {"live"}),
        ("trial", {"live", "suspended", "archived"}),
        ("live", {"read_only", "suspended", "archived"}),
        ("read_only", {"live", "suspended", "archived"}),
        ("suspended", {"live", "read_only", "archived"}),
        ("archived", {"live", "read_only"}),
    ],
)
def test_an_operator_moves_a_city_along_its_life_only(operator, state, moves):
    assert allowed(operator, state) == moves


def test_a_city_never_made_ready_does_not_go_live(operator):
    assert not rules.can_go_live(actor=operator, city=City(state=CityState.PROVISIONING))


def test_nobody_else_moves_a_city(city):
    for actor in (AnonymousUser(), make_user(), make_staff("director")):
        assert allowed(actor, "live") == set()
        assert not rules.runs_fleet(actor=actor)


def test_an_operator_runs_the_fleet(operator):
    assert rules.runs_fleet(actor=operator)


def test_no_person_says_that_an_opening_is_over(operator):
    assert not rules.can_finish(actor=operator, run=None)


def test_the_director_and_communication_keep_the_identity(city):
    assert rules.keeps_identity(actor=make_staff("director"))
    assert rules.keeps_identity(actor=make_staff("communication"))
    assert not rules.keeps_identity(actor=make_staff("reception"))
    assert not rules.keeps_identity(actor=make_user())


def test_the_team_of_a_served_city_enters_the_club(city, cities):
    assert rules.enters_club(actor=make_staff("reception"))
    assert not rules.enters_club(actor=make_user())
    assert not rules.enters_club(actor=AnonymousUser())


def test_nobody_enters_the_club_from_the_console_by_a_city_s_way(operator):
    assert not rules.enters_club(actor=operator)


def test_one_job_of_the_provider_looks_after_the_club(operator):
    assert rules.facilitates_club(actor=make_staff("provider_club"))
    assert not rules.facilitates_club(actor=operator)


@pytest.mark.parametrize("rule", [rules.is_machine, rules.reads_zones])
def test_what_jobs_alone_note_is_noted_by_nobody_of_flesh(operator, rule):
    for actor in (operator, AnonymousUser(), make_staff("director")):
        assert not rule(actor=actor)
    assert allowed_to(rule, actor=SYSTEM, facts={})
