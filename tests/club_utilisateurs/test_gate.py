"""Each check of the door by itself; together they are in `test_attacks` and `views`."""

import pytest
from django.utils import timezone

from agora.context import club, public
from club_utilisateurs import gate
from tenants.disclosure import passes
from tenants.models import City
from tests.factories.club import grant
from tests.factories.passes import a_pass, origin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(member_a, cities, warm_directory):
    return passes.read(a_pass(cities["villeneuve"], member_a.staff_uid), at=timezone.now())


def test_a_good_pass_stands_before_all(said, cities):
    with club():
        gate.check_origin(said, {"Origin": origin_of(cities["villeneuve"])})
        gate.check_city(said)
        gate.check_grant(said)


@pytest.mark.parametrize("headers", [{}, {"Origin": ""}, {"Origin": "null"}])
def test_a_form_of_nowhere_is_refused(said, headers):
    with club(), pytest.raises(gate.WrongOrigin):
        gate.check_origin(said, headers)


def test_a_closed_city_is_refused(said, cities):
    with public():
        City.objects.filter(pk=cities["villeneuve"].id).update(state="suspended")
    with club(), pytest.raises(gate.CityClosed):
        gate.check_city(said)


def test_a_grant_that_is_off_is_refused(said, cities):
    grant(cities["villeneuve"], said.sub, active=False)
    with club(), pytest.raises(gate.NoGrant):
        gate.check_grant(said)
