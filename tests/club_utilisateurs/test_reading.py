"""Marks of reading."""

import pytest

from agora.audit.models import Entry
from club_utilisateurs.models import ReadMark
from club_utilisateurs.reading import note_read
from tests.factories.club import make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_club")]


def test_a_mark_moves_forward_and_never_back(member_a):
    topic = make_topic(member_a)
    seen = []
    for number in (3, 7, 2):
        note_read(member=member_a.pk, topic=topic.pk, number=number)
        seen.append(ReadMark.objects.get().last_number)

    assert seen == [3, 7, 7]


def test_reading_leaves_nothing_in_the_journal(member_a):
    topic = make_topic(member_a)
    before = Entry.objects.count()
    note_read(member=member_a.pk, topic=topic.pk, number=1)

    assert Entry.objects.count() == before
