"""Whom a text names."""

import pytest
from django.utils import timezone

from agora.context import public
from club_utilisateurs.models import Member
from club_utilisateurs.queries.mentions import called_in
from tenants.models import ClubGrant
from tests.harness.clients import outside

pytestmark = pytest.mark.usefixtures("in_club")


def close_grants():
    def work():
        with public():
            ClubGrant.objects.update(active=False)

    outside(work)


def test_a_member_and_a_city_are_found_however_they_are_written(member_a, member_b):
    called = called_in("Merci @SAMIRA ould kaci, et à toute la ville de @montclair !")

    assert called.members == {member_a.pk}
    assert called.cities == {member_b.city_id}


def test_homonyms_are_all_meant(member_a, member_b):
    Member.objects.update(name="Camille L’Haÿ")

    assert called_in("@camille l'hay").members == {member_a.pk, member_b.pk}


def test_whoever_hides_their_name_has_left_or_is_out_is_not_named(member_a, member_b):
    Member.objects.filter(pk=member_a.pk).update(shows_name=False)
    Member.objects.filter(pk=member_b.pk).update(left_at=timezone.now())

    assert called_in("@Samira Ould-Kaci @Bastien Ferrol").members == set()

    Member.objects.update(shows_name=True, left_at=None)
    close_grants()
    assert called_in("@Samira Ould-Kaci @Bastien Ferrol").members == set()


def test_a_text_that_names_nobody_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert called_in("Rien, à moi@exemple.fr").members == set()


def test_the_text_is_searched_in_two_queries(member_a, django_assert_num_queries):
    with django_assert_num_queries(2):
        called_in("@Samira Ould-Kaci " * 100)
