"""Refusals say what to do."""

import pytest
from django.utils import timezone

from club_utilisateurs.models import Post, Topic
from club_utilisateurs.refusals import EditedMeanwhile, TalkRefused, refuse_if_closed


def test_an_open_topic_refuses_nothing():
    refuse_if_closed(Topic())


@pytest.mark.parametrize(("closed", "said"), [("hidden_at", "masqué"), ("locked_at", "fermé")])
def test_a_closed_one_says_how_and_where_the_words_are(closed, said):
    with pytest.raises(TalkRefused) as refusal:
        refuse_if_closed(Topic(**{closed: timezone.now()}))

    assert said in refusal.value.message
    assert "gardé dans vos" in refusal.value.message


def test_an_edit_refused_brings_what_the_post_says_now():
    post = Post(pk=7, version=3)

    assert EditedMeanwhile(post).post is post
