"""Whom a text names, and whom posts named."""

import pytest
from django.utils import timezone

from agora.context import public
from club_utilisateurs.actions.posts import answer
from club_utilisateurs.mentions import Named
from club_utilisateurs.models import Member
from club_utilisateurs.queries.mentions import called_in, mentions_of
from tenants.models import ClubGrant
from tests.factories.club import make_topic
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


def test_posts_are_read_with_those_they_name(
    member_a, member_b, facilitator, django_assert_num_queries
):
    topic = make_topic(member_a)
    post = answer(
        actor=member_b.account, topic=topic,
        body="@Samira Ould-Kaci, @Maud Exploitation, @Montclair",
    )  # fmt: skip

    with django_assert_num_queries(2):
        named = mentions_of([post.pk, topic.posts.get(number=1).pk] * 1)

    assert {one.name for one in named[post.pk]} == {
        "Samira Ould-Kaci", "Maud Exploitation", "Montclair",
    }  # fmt: skip
    assert Named("Maud Exploitation", "") in named[post.pk]
    assert list(named) == [post.pk]


def test_a_name_hidden_since_and_a_city_gone_are_links_no_more(member_a, member_b):
    post = make_topic(member_a).posts.get()
    post.mentions.create(member=member_b)
    post.mentions.create(city_id=999_999)
    Member.objects.filter(pk=member_b.pk).update(shows_name=False)

    assert mentions_of([post.pk]) == {}
