"""Which news an event gives."""

import pytest

from agora.notices.models import Announcement
from club_utilisateurs import told
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({}, "topic.asked"),
        ({"kind": "idea"}, "topic.asked"),
        ({"asked_city_id": 3}, "topic.asked"),
        ({"kind": "news"}, "news.published"),
    ],
)
def test_a_new_topic_is_told_once_as_what_it_is(member_a, more, kind):
    topic = make_topic(member_a, **more)

    told.asked(topic, by=member_a.account)

    rows = Announcement.objects.order_by("pk").values_list("kind", "about_id", "by_id")
    assert list(rows) == [(kind, topic.pk, member_a.account_id)]


def test_what_happens_to_a_post_is_about_the_post(member_a):
    post = make_topic(member_a).posts.get()

    for tell in (told.answered, told.mentioned, told.accepted):
        tell(post, by=None)

    rows = Announcement.objects.order_by("pk").values_list("kind", "about_id", "by_id")
    assert list(rows) == [
        (kind, post.pk, None) for kind in ("post.answered", "post.mentioned", "answer.accepted")
    ]
