"""What is said in the demonstration names people and shelves that exist."""

from club_utilisateurs.demo.people import PEOPLE
from club_utilisateurs.demo.talk import CATEGORIES, TOPICS
from club_utilisateurs.models import TopicKind

WHO = {*PEOPLE, "maud"}


def test_each_topic_stands_on_a_shelf_and_its_posts_follow_one_another():
    for topic in TOPICS:
        assert topic.category in {slug for slug, _name, _text in CATEGORIES}
        assert topic.kind in TopicKind.values
        days = [said.ago for said in topic.posts]
        assert days == sorted(days, reverse=True), topic.title
        assert sum(said.accepted for said in topic.posts) <= 1


def test_whoever_speaks_or_thanks_is_known_and_nobody_thanks_themself():
    for topic in TOPICS:
        for said in topic.posts:
            assert {said.who, *said.thanks} <= WHO
            assert said.who not in said.thanks
            assert len(set(said.thanks)) == len(said.thanks)


def test_every_shelf_has_a_topic_and_a_question_waits_for_an_answer():
    assert {topic.category for topic in TOPICS} == {slug for slug, _name, _text in CATEGORIES}
    assert any(topic.kind == "question" and len(topic.posts) == 1 for topic in TOPICS)
