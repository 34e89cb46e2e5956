"""Who may write, settle and mark in the club."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agora.rules import SYSTEM
from club_utilisateurs import rules
from club_utilisateurs.models import Draft
from tests.factories.club import make_answer, make_topic

pytestmark = pytest.mark.usefixtures("in_club")
NOBODY = AnonymousUser()


@pytest.fixture
def topic(member_a):
    return make_topic(member_a)


@pytest.fixture
def newcomer(member_b):
    """Let in, the charter not read yet."""
    member_b.charter_version = ""
    member_b.facilitates = True
    member_b.save()
    return member_b


def test_the_machine_passes_the_doors_and_speaks_nowhere():
    for rule in (rules.has_entered, rules.is_member, rules.facilitates, rules.machine_only):
        assert rule(actor=SYSTEM)
        assert not rule(actor=NOBODY)


def test_the_charter_comes_first(newcomer, facilitator, topic):
    post = topic.posts.get()

    assert rules.has_entered(actor=newcomer.account)
    for actor, expected in ((newcomer.account, False), (facilitator.account, True)):
        assert rules.is_member(actor=actor) is expected
        assert rules.facilitates(actor=actor) is expected
        assert rules.settles(actor=actor, topic=topic) is expected
        assert rules.can_thank(actor=actor, post=post) is expected
        assert rules.can_ask(actor=actor, kind="question") is expected


def test_announcements_are_for_those_who_look_after_the_club(member_a, facilitator):
    assert rules.can_ask(actor=member_a.account, kind="idea")
    assert not rules.can_ask(actor=member_a.account, kind="news")
    assert rules.can_ask(actor=facilitator.account, kind="news")


def test_words_are_edited_by_their_author_alone(topic, member_a, member_b, facilitator):
    post = topic.posts.get()

    may = [rules.can_edit(actor=one, post=post) for one in (
        member_a.account, member_b.account, facilitator.account, NOBODY,
    )]  # fmt: skip

    assert may == [True, False, False, False]
    post.topic.hidden_at = timezone.now()
    assert not rules.can_edit(actor=member_a.account, post=post)


def test_whoever_asked_settles(topic, member_a, member_b):
    post = make_answer(topic, member_b)

    assert rules.can_accept(actor=member_a.account, post=post)
    assert not rules.can_accept(actor=member_b.account, post=post)
    assert not rules.settles(actor=NOBODY, topic=topic)


def test_nobody_thanks_themselves(topic, member_a, member_b):
    post = topic.posts.get()

    assert [rules.can_thank(actor=one, post=post) for one in (member_b.account, member_a.account,
                                                              NOBODY, SYSTEM)] == [
        True, False, False, False,
    ]  # fmt: skip


def test_what_is_hidden_cannot_be_marked(topic, member_b):
    post = topic.posts.get()
    assert rules.can_mark(actor=member_b.account, post=post)

    post.topic.hidden_at = timezone.now()

    assert not rules.can_mark(actor=member_b.account, post=post)


def test_a_draft_is_its_writers(member_a, member_b):
    draft = Draft(member=member_a)

    assert [rules.owns_draft(actor=one, draft=draft) for one in (
        member_a.account, member_b.account, NOBODY,
    )] == [True, False, False]  # fmt: skip
