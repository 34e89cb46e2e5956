"""Each figure counts what it says, and nothing that residents may not see."""

import pytest
from django.utils import timezone

from participation.contributions.actions.moderate import hide, restore
from participation.contributions.models import Contribution
from participation.meetings.models import Meeting
from participation.sharing.queries import figures
from participation.supports.models import Support
from tests.factories.consultations import make_component, make_consultation
from tests.factories.contributions import make_contribution
from tests.factories.people import make_staff, make_user
from tests.factories.sheets import talked
from tests.factories.tools import make_comment, make_meeting, make_proposal

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def consultation():
    return make_consultation("closed")


@pytest.fixture
def ideas(consultation):
    return make_component(consultation)


def test_a_person_who_speaks_and_supports_counts_once(consultation, ideas):
    one, other = make_user(), make_user()
    word = make_proposal(ideas, author=one)
    make_proposal(ideas, author=one)
    for person in (one, other):
        Support.objects.create(user=person, contribution=word)

    assert figures.participants(consultation) == 2


def test_workshops_drafts_hidden_words_and_other_consultations_have_no_participants(
    consultation, ideas
):
    make_contribution(ideas)  # signed by a workshop
    make_proposal(ideas, author=make_user(), status="draft")
    make_proposal(ideas, author=make_user(), status="withdrawn")
    hidden = make_proposal(ideas, author=make_user(), hidden_at=timezone.now(), hidden_article=3)
    Support.objects.create(user=make_user(), contribution=hidden)
    make_proposal(author=make_user())

    assert figures.participants(consultation) == 0
    assert figures.contributions_by_tool(consultation) == {"Propositions": 1}
    assert figures.supports(consultation) == 0


def test_contributions_are_told_by_tool_and_merged_ones_still_count(consultation, ideas):
    talked(ideas, 3)
    Contribution.objects.filter(pk=Contribution.objects.first().pk).update(status="merged")
    make_contribution(make_component(consultation, kind="never-heard-of"))

    assert figures.contributions_by_tool(consultation) == {
        "Propositions": 3,
        "never-heard-of": 1,
    }


def test_comments_are_counted_where_everybody_reads_them(consultation, ideas):
    word = make_proposal(ideas)
    make_comment(word)
    make_comment(word, hidden_at=timezone.now(), hidden_article=1)

    assert figures.comments(consultation) == 1


def test_attendance_is_the_sum_of_what_was_counted_in_the_rooms(consultation):
    component = make_component(consultation, kind="meetings")
    assert figures.attendance(consultation) is None
    for people in (40, 22, None):
        meeting = make_meeting(component, days=-3)
        Meeting.objects.filter(pk=meeting.pk).update(attendance=people)

    assert figures.meetings(consultation) == 3
    assert figures.attendance(consultation) == 62


def test_moderation_is_what_the_journal_tells_of_its_words(consultation, ideas):
    moderator = make_staff("moderator")
    word, elsewhere = make_proposal(ideas), make_proposal()
    for one in (word, elsewhere):
        hide(actor=moderator, contribution=one, article=3, reason="Injure")
    restore(actor=moderator, contribution=word)

    assert figures.moderation_acts(consultation) == 2
