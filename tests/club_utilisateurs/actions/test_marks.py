"""Thanks, posts kept, topics and shelves followed: twice is once, and all can be taken back."""

import pytest
from django.utils import timezone

from agora.rules import Refused
from club_utilisateurs.actions import marks
from club_utilisateurs.models import Bookmark, Follow, Reaction
from tests.factories.club import make_category, make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.fixture
def post(member_a):
    return make_topic(member_a).posts.select_related("topic").get()


def thanks(post):
    return type(post).objects.get(pk=post.pk).thanks_count


def test_thanking_twice_counts_once_and_can_be_taken_back(post, member_b, facilitator):
    for member in (member_b, member_b, facilitator):
        marks.thank(actor=member.account, post=post)
    assert thanks(post) == 2

    for _time in range(2):
        marks.take_thanks_back(actor=member_b.account, post=post)
    assert thanks(post) == 1


def test_nobody_thanks_themselves(post, member_a):
    with pytest.raises(Refused):
        marks.thank(actor=member_a.account, post=post)

    assert not Reaction.objects.exists()


def test_keeping_twice_keeps_once_and_lets_go_even_of_what_was_hidden(post, member_b):
    for _time in range(2):
        marks.keep(actor=member_b.account, post=post)
    assert Bookmark.objects.count() == 1

    post.hidden_at = timezone.now()
    with pytest.raises(Refused):
        marks.keep(actor=member_b.account, post=post)
    marks.let_go(actor=member_b.account, post=post)
    assert not Bookmark.objects.exists()


def test_a_topic_is_followed_silenced_followed_again_left(post, member_b):
    seen = []
    for act in (marks.follow_topic, marks.mute_topic, marks.follow_topic, marks.unfollow_topic):
        act(actor=member_b.account, topic=post.topic)
        seen.append(list(Follow.objects.values_list("muted", flat=True)))

    assert seen == [[False], [True], [False], []]


def test_a_shelf_is_followed_once_and_left(member_b):
    shelf = make_category()

    for _time in range(2):
        marks.follow_category(actor=member_b.account, category=shelf)
    assert Follow.objects.filter(category=shelf, member=member_b).count() == 1

    marks.unfollow_category(actor=member_b.account, category=shelf)
    assert not Follow.objects.exists()
