"""Reads around one post: where it is, who keeps it, what is followed, what a link names."""

import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from club_utilisateurs.actions.topics import ask
from club_utilisateurs.models import Bookmark, Follow, Reaction, Tag, Topic
from club_utilisateurs.queries import posts
from tenants.models import SharedBlueprint, SharedSheet
from tests.factories.club import make_answer, make_category, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


def test_a_post_is_read_on_its_page(topic):
    found = [posts.post_url(posts.Post(topic=topic, number=number)) for number in (1, 50, 51, 101)]

    there = f"/sujets/{topic.pk}/"
    assert found == [
        f"{there}#message-1", f"{there}#message-50",
        f"{there}?page=2#message-51", f"{there}?page=3#message-101",
    ]  # fmt: skip
    assert posts.shelf_url("budget") == "/sujets/?rubrique=budget"


def test_what_is_hidden_is_not_found(topic, member_b):
    post = make_answer(topic, member_b)
    assert posts.post_or_404(post.pk) == post
    assert posts.topic_or_404(topic.pk) == topic

    post.hidden_at = timezone.now()
    post.save()
    with pytest.raises(Http404):
        posts.post_or_404(post.pk)
    Topic.objects.update(hidden_at=timezone.now())
    with pytest.raises(Http404):
        posts.post_or_404(topic.posts.get(number=1).pk)
    with pytest.raises(Http404):
        posts.topic_or_404(topic.pk)


def test_marks_of_one_member_are_read_alone(topic, member_a, member_b):
    post = topic.posts.get()
    for member in (member_a, member_b):
        Bookmark.objects.create(member=member, post=post)
    Reaction.objects.create(member=member_b, post=post)
    Follow.objects.create(member=member_b, topic=topic, muted=True)
    Follow.objects.create(member=member_b, category=topic.category)

    assert [row.post for row in posts.kept_by(member_a)] == [post]
    assert posts.thanked_by(member_b, [post.pk]) == {post.pk}
    assert posts.thanked_by(member_a, [post.pk]) == set()
    assert [row.topic for row in posts.followed_by(member_b)] == [topic]
    assert list(posts.followed_by(member_a)) == []
    followed = [shelf for shelf in posts.shelves_for(member_b) if shelf.followed]
    assert followed == [topic.category]
    assert {shelf.followed for shelf in posts.shelves_for(member_a)} == {False}


def test_words_in_use_are_offered_most_used_first(member_a):
    Tag.objects.create(slug="vide", name="Vide")
    for tags in (["Budget"], ["Balade", "Budget"]):
        ask(actor=member_a.account, kind="idea", category=make_category(), title="T", body="B",
            tags=tags)  # fmt: skip

    assert posts.offered_tags() == ["Budget", "Balade"]


def test_a_city_is_asked_only_if_it_answers(member_a, member_b, answering_city):
    assert posts.city_that_answers(str(answering_city)).pk == answering_city
    for other in (member_a.city_id, None, "", "x", "-1", "9" * 30):
        assert posts.city_that_answers(other) is None


def test_a_topic_is_about_what_can_be_read(shared):
    assert posts.shared_thing("sheet", shared.sheet).title == "Titre sheet"
    assert posts.shared_thing("blueprint", str(shared.model)).title == "Titre blueprint"
    for kind, uid in (("sheet", shared.model), ("city", shared.sheet), ("sheet", "x"),
                      ("blueprint", uuid.uuid4())):  # fmt: skip
        assert posts.shared_thing(kind, uid) is None


def test_what_was_hidden_or_withdrawn_is_nothing(shared):
    SharedSheet.objects.filter(uid=shared.sheet).update(hidden_at=timezone.now())
    SharedBlueprint.objects.filter(uid=shared.model).update(hidden_at=timezone.now())

    assert posts.shared_thing("sheet", shared.sheet) is None
    assert posts.shared_thing("blueprint", shared.model) is None
