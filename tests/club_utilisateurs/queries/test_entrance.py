"""Reads at the door: issuers, doors of cities, at a fixed cost."""

import pytest
from django.utils import timezone

from agora.context import club, public
from club_utilisateurs.queries import entrance
from tenants.disclosure import passes
from tenants.models import City, Domain
from tests.factories.club import grant
from tests.factories.passes import a_pass

pytestmark = pytest.mark.django_db


def said(city, subject):
    return passes.read(a_pass(city, subject), at=timezone.now())


def test_an_issuer_is_known_by_all_its_hosts(cities, member_a, warm_directory):
    here = cities["villeneuve"]
    with public():
        Domain.objects.create(city_id=here.id, host="a.villeneuve.fr", is_primary=False)
    with club():
        found = entrance.issuer_of(said(here, member_a.staff_uid))

    assert found == entrance.Issuer(("a.villeneuve.fr", "villeneuve.localhost"), True)


def test_the_provider_has_one_host(member_a):
    with club():
        found = entrance.issuer_of(said(None, member_a.staff_uid))

    assert found == entrance.Issuer(("console.localhost",), True)


def test_a_grant_is_of_one_person_and_one_house(cities, member_a, warm_directory):
    grant(None, member_a.staff_uid, active=False)
    with club():
        assert entrance.has_grant(said(cities["villeneuve"], member_a.staff_uid))
        assert not entrance.has_grant(said(cities["montclair"], member_a.staff_uid))
        assert not entrance.has_grant(said(None, member_a.staff_uid))


def test_those_who_are_gone_are_found(cities, in_club, member_a, member_b):
    assert list(entrance.gone()) == []


def test_five_hundred_doors_cost_one_query(cities, django_assert_num_queries):
    with public():
        made = City.objects.bulk_create(
            City(
                name=f"Commune {number:03}",
                schema_name=f"t_commune00{number:03}",
                reference_prefix=f"c{number}",
                state="live",
                provisioned_at=timezone.now(),
            )
            for number in range(500)
        )
        Domain.objects.bulk_create(
            Domain(city=city, host=f"{city.reference_prefix}.localhost") for city in made
        )
    with club(), django_assert_num_queries(1):
        found = entrance.doors(words="commune 49")

    assert [one.city for one in found] == [f"Commune {number}" for number in range(490, 500)]
