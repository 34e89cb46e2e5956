"""The number behind the badge: written by the club, for those concerned, in one statement."""

import pytest
from django.db import DatabaseError, connection, transaction

from agora.jobs import enqueue
from agora.jobs.testing import pending, run_pending
from club_utilisateurs import unread
from club_utilisateurs.models import Follow, Mention, ReadMark
from tenants.models import ClubGrant
from tests.factories.club import in_public, make_answer, make_member, make_topic


def number(member):
    return ClubGrant.objects.get(staff_uid=member.staff_uid).unread


@pytest.fixture
def topic(in_club, member_a, member_b):
    """Samira's question, which Bastien follows and has not opened."""
    made = make_topic(member_a)
    Follow.objects.create(member=member_b, topic=made)
    return made


def test_what_is_said_is_counted_for_those_it_concerns(topic, member_a, member_b):
    unread.said_in(topic)
    unread.said_in(topic)

    assert [name for name, _ in pending()] == ["club_utilisateurs.count_unread"]
    assert run_pending() == ["club_utilisateurs.count_unread"]
    assert (number(member_a), number(member_b)) == (0, 1)


def test_reading_takes_it_off_and_the_next_answer_brings_it_back(topic, member_a, member_b):
    mark = ReadMark.objects.create(member=member_b, topic=topic, last_number=1)
    unread.count_for(topic=topic.pk)
    assert number(member_b) == 0

    make_answer(topic, member_a)
    unread.count_for(topic=topic.pk)
    assert number(member_b) == 1

    mark.last_number = 2
    mark.save()
    unread.read_by(member_b.pk)
    assert run_pending() == ["club_utilisateurs.count_unread"]
    assert number(member_b) == 0


def test_the_city_asked_and_those_named_are_concerned_without_following(
    in_club, member_a, member_b
):
    asked = make_topic(member_a, asked_city_id=member_b.city_id)
    named = make_topic(member_a, "Qui signe ?")
    Mention.objects.create(post=named.posts.get(), member=member_b)
    city_named = make_topic(member_a, "Qui paie ?")
    Mention.objects.create(post=city_named.posts.get(), city_id=member_b.city_id)

    for row, expected in ((asked, 3), (named, 3), (city_named, 3)):
        ClubGrant.objects.filter(staff_uid=member_b.staff_uid).update(unread=0)
        unread.count_for(topic=row.pk)
        assert number(member_b) == expected
    assert number(member_a) == 0


def test_a_closed_grant_keeps_nothing(topic, member_b):
    unread.count_for(topic=topic.pk)
    in_public(lambda: ClubGrant.objects.filter(staff_uid=member_b.staff_uid).update(active=False))

    unread.count_for(topic=topic.pk)

    assert number(member_b) == 0


def test_everybody_s_number_is_mended_at_night(topic, member_a, member_b, monkeypatch):
    monkeypatch.setattr(unread, "BATCH", 1)
    ClubGrant.objects.filter(staff_uid=member_a.staff_uid).update(unread=9)

    enqueue("club_utilisateurs.count_all_unread")

    assert run_pending() == ["club_utilisateurs.count_all_unread"]
    assert (number(member_a), number(member_b)) == (0, 1)


def test_a_topic_that_is_gone_changes_nothing(topic, member_b):
    unread.count_for(topic=10**9)

    assert number(member_b) == 0


def test_many_members_cost_the_same_as_one(topic, cities, django_assert_num_queries):
    for _ in range(20):
        Follow.objects.create(member=make_member(cities["montclair"]), topic=topic)

    with django_assert_num_queries(4):
        unread.count_for(topic=topic.pk)


@pytest.mark.parametrize("column", ["active", "staff_uid", "city_id", "closed_at", "opened_at"])
def test_the_club_may_write_no_other_column_of_a_grant(topic, member_b, column):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE tenants_clubgrant SET {column} = {column}")
