"""Only members who agreed and are still let in hear anything."""

import pytest

from club_utilisateurs.queries.audiences import address_of, let_in, named_in
from tenants.models import ClubGrant
from tests.factories.club import in_public, make_member, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def test_whoever_is_let_in_is_reached_until_the_grant_closes(member_a, facilitator):
    assert set(let_in()) == {member_a, facilitator}

    in_public(lambda: ClubGrant.objects.filter(city=None).update(active=False))

    assert list(let_in()) == [member_a]


def test_a_grant_of_one_city_lets_in_nobody_of_another(member_a, cities):
    make_member(cities["montclair"], staff_uid=member_a.staff_uid)
    make_member(None, staff_uid=member_a.staff_uid)

    assert list(let_in()) == [member_a]


def test_without_the_charter_there_is_no_address(member_a):
    type(member_a).objects.filter(pk=member_a.pk).update(charter_version="")

    assert list(let_in()) == []
    assert address_of(type(member_a).objects.get(pk=member_a.pk).account) == ""


def test_a_post_that_names_nobody_reaches_nobody(member_a, facilitator):
    # The provider's people have no city: they are not of the city nobody named.
    assert list(named_in(make_topic(member_a).posts.get())) == []
