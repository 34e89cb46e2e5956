"""Who is asking, and what cities are called."""

import pytest

from agora.context import club, owner
from agora.rules import SYSTEM
from club_utilisateurs.models import Member
from club_utilisateurs.queries.people import city_names, member_of
from tenants.models import City
from tests.factories.club import grant, make_member
from tests.harness.clients import outside


def account_of(member):
    return Member.objects.get(pk=member.pk).account


def test_a_member_is_somebody_whose_city_lets_them_in(cities, member_a, facilitator):
    with club():
        assert member_of(account_of(member_a)) == member_a
        assert member_of(account_of(facilitator)) == facilitator


def test_a_closed_access_is_seen_at_the_next_request(cities, member_a, facilitator):
    grant(cities["villeneuve"], member_a.staff_uid, active=False)
    grant(None, facilitator.staff_uid, active=False)

    with club():
        assert member_of(account_of(member_a)) is None
        assert member_of(account_of(facilitator)) is None


def test_the_access_of_one_city_opens_nothing_to_the_same_number_of_another(cities, member_a):
    grant(cities["villeneuve"], member_a.staff_uid, active=False)
    grant(cities["montclair"], member_a.staff_uid)
    grant(None, member_a.staff_uid)

    with club():
        assert member_of(account_of(member_a)) is None


def test_the_provider_s_access_does_not_come_from_a_city(cities, facilitator):
    grant(None, facilitator.staff_uid, active=False)
    grant(cities["montclair"], facilitator.staff_uid)

    with club():
        assert member_of(account_of(facilitator)) is None


def test_whoever_left_is_no_member_though_the_access_is_open(cities, member_a):
    with club():
        Member.objects.filter(pk=member_a.pk).update(left_at="2026-01-01T00:00:00Z")
        assert member_of(account_of(member_a)) is None


def test_nobody_and_the_machine_are_no_member(in_club):
    assert member_of(None) is None
    assert member_of(SYSTEM) is None


def test_it_is_read_once_for_a_request(in_club, member_a, django_assert_num_queries):
    account = account_of(member_a)
    with django_assert_num_queries(1):
        member_of(account)
        member_of(account)


def test_cities_are_named_in_one_query_and_a_gone_one_says_so(
    cities, db, django_assert_num_queries
):
    def gone():
        with owner():
            city = City.objects.create(name="Partie", reference_prefix="P")
            number = city.pk
            city.delete()
            return number

    left = outside(gone)
    here = cities["villeneuve"].id
    with club(), django_assert_num_queries(1):
        names = city_names([here, left, None])

    assert str(names[here]) == "Villeneuve"
    assert names[here].here
    assert not names[left].here
    assert "Partie" not in str(names[left])
    assert names[None].id is None


@pytest.mark.parametrize("state", ["archived", "lead"])
def test_a_city_that_is_not_served_is_not_named(cities, db, state):
    def close():
        with owner():
            City.objects.filter(pk=cities["montclair"].id).update(state=state)

    outside(close)
    with club():
        assert not city_names([cities["montclair"].id])[cities["montclair"].id].here


def test_a_member_may_show_no_name(in_club):
    member = make_member(None, name="Odile", shows_name=False, shows_title=False)

    assert (member.shown_name, member.shown_title) == ("", "")
