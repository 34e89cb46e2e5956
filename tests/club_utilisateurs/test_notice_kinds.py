"""Kinds of news of the talk."""

import pytest

from club_utilisateurs.notice_kinds import kind
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def test_a_kind_leads_to_what_it_is_about(member_a):
    topic = make_topic(member_a)

    assert kind("", "Topic").url(topic) == f"/sujets/{topic.pk}/"
    assert kind("", "Post").url(topic.posts.get()) == f"/sujets/{topic.pk}/#message-1"
    assert not kind("", "Topic").audience(topic).exists()
