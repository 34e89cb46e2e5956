"""What a member has not read yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from club_utilisateurs.models import Follow, Mention, Topic
from club_utilisateurs.queries.unread import (
    concerning,
    is_unread,
    only_unread,
    unread_count,
    with_marks,
)
from club_utilisateurs.reading import note_read
from tests.factories.club import make_answer, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def seen_by(member, topic):
    return with_marks(Topic.objects.filter(pk=topic.pk), member).get()


def unread_to(member):
    return list(only_unread(with_marks(Topic.objects.all(), member), member))


def test_a_topic_is_unread_until_its_last_post_was_shown(member_a, member_b):
    topic = make_topic(member_a)
    make_answer(topic, member_a)
    before = is_unread(seen_by(member_b, topic), member_b)
    note_read(member=member_b.pk, topic=topic.pk, number=1)
    half = is_unread(seen_by(member_b, topic), member_b)
    note_read(member=member_b.pk, topic=topic.pk, number=2)

    assert (before, half) == (True, True)
    assert (is_unread(seen_by(member_b, topic), member_b), unread_to(member_b)) == (False, [])


def test_each_member_has_marks_of_their_own(member_a, member_b):
    topic = make_topic(member_a)
    note_read(member=member_a.pk, topic=topic.pk, number=1)

    assert (unread_to(member_a), unread_to(member_b)) == ([], [topic])


def test_what_was_said_before_one_came_counts_as_read_unless_put_to_ones_city(member_a, member_b):
    long_ago = timezone.now() - timedelta(days=400)
    old, put_to_us = make_topic(member_a), make_topic(member_a, asked_city_id=member_b.city_id)
    Topic.objects.update(last_at=long_ago)

    assert unread_to(member_b) == [put_to_us]
    assert is_unread(seen_by(member_b, put_to_us), member_b)
    assert not is_unread(seen_by(member_b, old), member_b)


def test_a_topic_begun_long_ago_is_unread_again_when_something_is_added(member_a, member_b):
    topic = make_topic(member_a)
    note_read(member=member_b.pk, topic=topic.pk, number=1)
    make_answer(topic, member_a)
    Topic.objects.update(last_at=timezone.now() - timedelta(days=400))

    assert unread_to(member_b) == [topic]


def test_the_provider_is_put_no_question(member_a, facilitator):
    make_topic(member_a)
    Topic.objects.update(last_at=timezone.now() - timedelta(days=400))

    assert (unread_to(facilitator), list(concerning(facilitator))) == ([], [])


def test_what_concerns_a_member_is_followed_put_to_their_city_or_names_them(member_a, member_b):
    topics = {
        name: make_topic(member_a, name)
        for name in ("suivi", "nommé", "ville nommée", "masqué", "autre", "autre ville")
    }
    asked = make_topic(member_a, "demandé", asked_city_id=member_b.city_id)
    make_topic(member_a, "à une autre", asked_city_id=member_a.city_id)
    for name in ("suivi", "masqué"):
        Follow.objects.create(member=member_b, topic=topics[name])
    Topic.objects.filter(pk=topics["masqué"].pk).update(hidden_at=timezone.now())
    Mention.objects.create(post=topics["nommé"].posts.get(), member=member_b)
    Mention.objects.create(post=topics["ville nommée"].posts.get(), city_id=member_b.city_id)
    Mention.objects.create(post=topics["autre ville"].posts.get(), city_id=member_a.city_id)

    found = {topic.title for topic in concerning(member_b)}

    assert found == {"suivi", "nommé", "ville nommée", asked.title}
    assert unread_count(member_b) == 4


def test_what_is_read_silenced_or_named_in_a_hidden_post_does_not_count(member_a, member_b):
    read, silenced, hidden = (make_topic(member_a) for _one in range(3))
    Follow.objects.create(member=member_b, topic=read)
    note_read(member=member_b.pk, topic=read.pk, number=1)
    Follow.objects.create(member=member_b, topic=silenced, muted=True)
    Mention.objects.create(post=silenced.posts.get(), member=member_b)
    Mention.objects.create(post=hidden.posts.get(), member=member_b)
    hidden.posts.update(hidden_at=timezone.now())
    counted = unread_count(member_b)
    make_answer(read, member_a)

    assert (counted, unread_count(member_b)) == (0, 1)


def test_counting_takes_one_query(member_a, member_b, django_assert_num_queries):
    for number in range(12):
        Follow.objects.create(member=member_b, topic=make_topic(member_a, f"Sujet {number}"))
    with django_assert_num_queries(1):
        assert unread_count(member_b) == 12
