"""How much is unread, for many at once."""

import pytest

from club_utilisateurs.models import Follow, Mention, ReadMark
from club_utilisateurs.queries.unread_counts import concerned_by, unread_counts
from tests.factories.club import make_answer, make_topic


@pytest.fixture
def topic(in_club, member_a):
    return make_topic(member_a)


def count(member):
    return unread_counts([member.pk])[member.pk]


def test_a_topic_counts_once_however_it_concerns_one(topic, member_a, member_b):
    Follow.objects.create(member=member_b, topic=topic)
    Mention.objects.create(post=topic.posts.get(), member=member_b)
    Mention.objects.create(post=topic.posts.get(), city_id=member_b.city_id)
    type(topic).objects.update(asked_city_id=member_b.city_id)
    make_answer(topic, member_a)

    assert unread_counts([member_a.pk, member_b.pk]) == {member_a.pk: 0, member_b.pk: 1}


@pytest.mark.parametrize("how", ["muted", "hidden", "read", "shelf"])
def test_what_is_silenced_hidden_read_or_only_on_a_shelf_does_not_count(
    topic, member_a, member_b, how
):
    asked = {"asked_city_id": None if how == "shelf" else member_b.city_id}
    type(topic).objects.update(**asked)
    if how == "muted":
        Follow.objects.create(member=member_b, topic=topic, muted=True)
    elif how == "hidden":
        type(topic).objects.update(hidden_at=topic.created_at)
    elif how == "read":
        ReadMark.objects.create(member=member_b, topic=topic, last_number=1)
    else:
        Follow.objects.create(member=member_b, category=topic.category)

    assert count(member_b) == 0


def test_a_mention_in_hidden_words_concerns_nobody(topic, member_a, member_b):
    post = make_answer(topic, member_a)
    Mention.objects.create(post=post, member=member_b)
    assert count(member_b) == 1

    type(post).objects.filter(pk=post.pk).update(hidden_at=topic.created_at)

    assert count(member_b) == 0


def test_the_provider_s_people_are_of_no_city(topic, facilitator):
    assert count(facilitator) == 0
    assert list(concerned_by(topic)) == []


def test_a_topic_concerns_its_followers_those_named_and_the_city_asked(topic, member_a, member_b):
    Follow.objects.create(member=member_a, topic=topic)
    Mention.objects.create(post=topic.posts.get(), city_id=member_b.city_id)

    assert set(concerned_by(topic)) == {member_a, member_b}
