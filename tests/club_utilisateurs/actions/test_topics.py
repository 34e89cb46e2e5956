"""Opening a topic, and counting again what topics show."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from agora.notices.models import Announcement
from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.posts import answer
from club_utilisateurs.actions.topics import ask, recount_topics
from club_utilisateurs.models import Draft, Follow, Post, Tag, Topic
from tests.club_utilisateurs.news import heard
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def asked(member, **more):
    given = {"kind": "question", "category": make_category(), "title": " Comment  faire ? ",
             "body": "Dites-nous.\r\n\r\n\r\n\r\nMerci\x00 !"}  # fmt: skip
    return ask(actor=member.account, **given | more)


def announced():
    return sorted(Announcement.objects.values_list("kind", "about_id", "by_id"))


def test_a_topic_opens_with_its_first_post(member_a):
    topic = asked(member_a, tags=["Budget", "École"])

    topic.refresh_from_db()
    first = topic.posts.get()
    assert (topic.title, first.title, first.body) == (
        "Comment faire ?", "Comment faire ?", "Dites-nous.\n\nMerci !",
    )  # fmt: skip
    assert (first.number, first.tag_words) == (1, "Budget École")
    assert (topic.posts_count, topic.last_number, topic.cities_count) == (1, 1, 1)
    assert (topic.last_author, topic.author) == (member_a, member_a)
    assert [tag.slug for tag in topic.tags.all()] == ["budget", "ecole"]
    assert announced() == [("topic.asked", topic.pk, member_a.account_id)]


def test_its_author_follows_it_and_has_no_draft_left(member_a, member_b):
    for member in (member_a, member_b):
        Draft.objects.create(member=member, fields={"body": "Dites"})
    other = Draft.objects.create(member=member_a, topic=make_topic(member_b), fields={})

    topic = asked(member_a)

    assert Follow.objects.filter(topic=topic, member=member_a, muted=False).exists()
    assert set(Draft.objects.filter(member=member_a)) == {other}
    assert Draft.objects.filter(member=member_b).count() == 1


def test_a_known_word_is_used_again_whatever_its_accents(member_a):
    tag = Tag.objects.create(slug="ecole", name="École")

    assert list(asked(member_a, tags=["ECOLE"]).tags.all()) == [tag]


def test_a_question_put_to_a_city_is_told_to_it_once(member_a, member_b):
    topic = asked(member_a, asked_city_id=member_b.city_id, body="Et vous, @Bastien Ferrol ?")

    assert topic.asked_city_id == member_b.city_id
    assert heard() == [("topic.asked_of_city", member_b.account_id)]


def test_a_topic_may_be_about_a_sheet(member_a):
    uid = uuid.uuid4()
    topic = asked(member_a, kind="idea", about=("sheet", uid))

    assert (topic.about_kind, topic.about_uid) == ("sheet", uid)


def test_only_those_who_look_after_the_club_publish_announcements(member_a, facilitator):
    with pytest.raises(Refused):
        asked(member_a, kind="news", title="PLANTÉ")
    assert not Topic.objects.exists()

    topic = asked(facilitator, kind="news")

    assert announced() == [("news.published", topic.pk, facilitator.account_id)]
    assert topic.posts.get().author == facilitator
    topic.refresh_from_db()
    assert topic.cities_count == 0


@pytest.mark.parametrize("kind", ["question", "news"])
def test_nobody_else_opens_anything(member_a, kind):
    member_a.charter_version = "2001-01"
    member_a.facilitates = True
    member_a.save()

    with pytest.raises(Refused):
        asked(member_a, kind=kind)
    with pytest.raises(Refused):
        ask(actor=SYSTEM, kind=kind, category=make_category(), title="Titre", body="Texte")


def test_a_seed_tells_an_older_story(member_a):
    then = timezone.now() - timedelta(days=30)

    topic = asked(member_a, at=then)

    topic.refresh_from_db()
    assert (topic.created_at, topic.last_at, topic.posts.get().created_at) == (then, then, then)


def test_counts_can_be_made_again_from_the_posts(member_a, member_b, facilitator):
    topic = asked(member_a)
    for member in (member_b, facilitator, member_b):
        answer(actor=member.account, topic=topic, body="Chez nous")
    moving = Topic.objects.values_list("posts_count", "last_number", "cities_count", "last_author",
                                       "last_at").get(pk=topic.pk)  # fmt: skip
    Topic.objects.update(posts_count=77, last_number=0, cities_count=9, last_author=None)

    assert recount_topics(actor=SYSTEM, topics=[topic.pk]) == 1

    again = Topic.objects.values_list("posts_count", "last_number", "cities_count", "last_author",
                                      "last_at").get(pk=topic.pk)  # fmt: skip
    assert again == moving == (4, 4, 2, member_b.pk, moving[-1])


def test_what_is_hidden_is_counted_no_more(member_a, member_b):
    topic, other = make_topic(member_a), make_topic(member_a)
    make_answer(topic, member_b)
    Post.objects.filter(topic=topic, number=2).update(hidden_at=timezone.now())
    Post.objects.filter(topic=other).update(hidden_at=timezone.now())

    assert recount_topics(actor=SYSTEM) == 2

    topic.refresh_from_db()
    other.refresh_from_db()
    assert (topic.posts_count, topic.last_number, topic.cities_count) == (1, 2, 1)
    assert topic.last_author == member_a
    assert (other.posts_count, other.last_number, other.last_author) == (0, 1, member_a)
    assert Topic.objects.filter(pk=other.pk, last_at=F("created_at")).exists()


def test_only_the_machine_counts_again(facilitator):
    with pytest.raises(Refused):
        recount_topics(actor=facilitator.account)
