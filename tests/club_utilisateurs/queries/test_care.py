"""What waits for a decision, and what was decided."""

import uuid

import pytest
from django.http import Http404

from club_utilisateurs.actions import care
from club_utilisateurs.models import Report
from club_utilisateurs.queries.care import (
    acts,
    acts_of,
    hidden_posts,
    open_reports,
    post_or_404,
    reported_posts,
    shared_or_404,
    topic_or_404,
    was_kept,
)
from tests.factories.club import make_answer, make_topic


@pytest.fixture
def answer(in_club, member_a, member_b):
    return make_answer(make_topic(member_a), member_b)


def test_a_post_reported_by_two_waits_once_with_both(answer, member_a, facilitator):
    for member in (member_a, facilitator):
        Report.objects.create(post=answer, member=member, reason="wrong")

    [row] = reported_posts()

    assert (row.asked, len(row.open_reports)) == (2, 2)
    assert open_reports(answer).count() == 2
    care.keep_post(actor=facilitator.account, post=answer)
    assert list(reported_posts()) == []


def test_a_settled_report_is_not_counted_with_a_new_one(answer, member_a, facilitator):
    assert list(reported_posts()) == []
    Report.objects.create(post=answer, member=member_a, reason="wrong")
    assert not was_kept(answer)
    care.keep_post(actor=facilitator.account, post=answer)
    Report.objects.create(post=answer, member=member_a, reason="charter")

    [row] = reported_posts()

    assert (row.asked, [one.reason for one in row.open_reports]) == (1, ["charter"])
    assert was_kept(answer)


def test_what_is_hidden_is_found_again_and_its_title_leaves_the_log(answer, facilitator):
    care.hide_post(actor=facilitator.account, post=answer, reason="x")
    assert list(hidden_posts()) == [answer]
    assert [act.title for act in acts_of(answer.topic)] == ["Comment restituer ?"]

    first = answer.topic.posts.get(number=1)
    care.hide_post(actor=facilitator.account, post=first, reason="x")

    assert [act.title for act in acts()] == [None, None]


def test_what_is_not_there_is_not_found(in_club):
    for find in (
        lambda: post_or_404(1),
        lambda: topic_or_404(1),
        lambda: shared_or_404("fiches", uuid.uuid4()),
        lambda: shared_or_404("villes", uuid.uuid4()),
    ):
        with pytest.raises(Http404):
            find()
