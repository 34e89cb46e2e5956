"""Filling one consultation: what was said holds together."""

import pytest
from django.db.models import F

from participation.comments.models import Comment
from participation.consultations.models import Consultation, Link, TeamMember
from participation.consultations.rules import closed_because
from participation.contributions.models import Contribution, OfficialReply
from participation.demo.asked import THEME_OF, THEMES
from participation.demo.comments import POST_ITS
from participation.demo.ideas import SUBJECTS
from participation.meetings.models import Meeting, WorkshopNote
from participation.proposals.models import Milestone, Proposal
from participation.supports.models import Support
from tests.participation.demo.village import NOW, OPEN, PAST, fill


@pytest.fixture
def pages(city):
    fill()
    found = {page.title: page for page in Consultation.objects.all()}
    return found[OPEN.title], found[PAST.title]


def words(page, kind):
    return Contribution.objects.filter(consultation=page, kind=kind)


def test_every_subject_has_its_theme():
    assert set(THEME_OF) == set(SUBJECTS)
    assert set(THEME_OF.values()) == set(THEMES)


def test_each_consultation_says_what_it_asks_and_its_tools_are_open_until_then(pages):
    now, past = pages

    assert (now.state, past.state) == ("open", "restituted")
    assert now.starts_on < NOW.date() < now.ends_on
    assert past.restituted_on > past.ends_on
    assert past.restitution_text == PAST.restitution
    assert not now.restitution_text
    assert Link.objects.filter(consultation=now).count() == 2
    assert TeamMember.objects.get(consultation=now).role == "department_lead"
    assert [one.kind for one in now.components.all()] == ["proposals", "debates", "meetings"]
    assert [one.kind for one in past.components.all()] == ["proposals", "meetings"]
    assert {closed_because(one, "comment", at=NOW) for one in now.components.all()} == {None}
    assert None not in {closed_because(one, "comment", at=NOW) for one in past.components.all()}


def test_there_are_as_many_words_as_asked_and_notes_are_signed_by_their_workshop(pages):
    for page, asked in zip(pages, (OPEN, PAST), strict=True):
        ideas = words(page, "proposal")
        notes = ideas.filter(origin="workshop")

        assert ideas.count() - notes.count() == asked.ideas
        assert words(page, "comment").count() == asked.comments
        assert words(page, "debate").count() == bool(asked.question)
        assert words(page, "meeting").count() == asked.workshops + asked.meetings_ahead
        assert set(notes.values_list("title", flat=True)) <= set(POST_ITS)
        assert notes.count() == WorkshopNote.objects.filter(contribution__in=notes).count() == 9
    for note in words(pages[1], "proposal").filter(origin="workshop"):
        assert (note.signature, note.author) == ("Atelier du 13 février 2025", None)
        assert (note.occurred_on.day, note.created_at.day) == (13, 16)
        assert note.entered_by.role_assignments.get().role == "reception"


def test_words_come_in_the_order_of_time(pages):
    assert not Contribution.objects.exclude(kind="meeting").filter(created_at__gt=NOW).exists()
    assert not Proposal.objects.filter(answered_at__gt=NOW).exists()
    for page in pages:
        ideas = words(page, "proposal")
        assert min(idea.created_at.date() for idea in ideas) >= page.starts_on
    replies = Comment.objects.filter(parent__isnull=False)

    assert replies.count() > 0
    assert not replies.exclude(target=F("parent__target")).exists()
    assert not replies.exclude(thread=F("parent"), depth=1, alignment=0).exists()
    before = F("parent__contribution__created_at")
    assert not replies.filter(contribution__created_at__lte=before).exists()


def test_counters_say_what_the_rows_say(pages):
    for word in Contribution.objects.all():
        assert word.comments_count == Comment.objects.filter(target=word).count()
        assert word.supports_count == Support.objects.filter(contribution=word).count()
    assert Support.objects.count() > 0
    assert {page.follows_count for page in pages} == {5}


def test_the_city_s_answers_and_the_minutes_are_written_where_they_are_due(pages):
    answered = Proposal.objects.exclude(answer_state="none")
    replied = OfficialReply.objects.values_list("contribution", flat=True)

    assert answered.count() > 0
    assert set(replied) == set(answered.values_list("pk", flat=True))
    assert not answered.filter(answered_at=None).exists()
    accepted = answered.filter(answer_state="accepted").values_list("pk", flat=True)
    assert set(Milestone.objects.values_list("proposal", flat=True)) == set(accepted)
    past = Meeting.objects.filter(starts_at__lt=NOW)
    ahead = Meeting.objects.filter(starts_at__gt=NOW)

    assert (past.count(), ahead.count()) == (2, 1)
    assert not past.filter(minutes="").exists()
    assert not ahead.exclude(minutes="", attendance=None, minutes_on=None).exists()
