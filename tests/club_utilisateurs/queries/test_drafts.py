"""What a member has not sent."""

import uuid

import pytest

from agora.files.actions import store
from club_utilisateurs.models import Draft
from club_utilisateurs.queries.drafts import draft_of, drafts_of, files_of
from tests.club_utilisateurs.papers import text_file
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def test_each_place_has_its_draft_and_each_member_theirs(member_a, member_b):
    topic = make_topic(member_b)
    new = Draft.objects.create(member=member_a)
    answer = Draft.objects.create(member=member_a, topic=topic)
    Draft.objects.create(member=member_b, topic=topic)

    assert (draft_of(member_a, None), draft_of(member_a, topic)) == (new, answer)
    assert draft_of(member_b, None) is None
    assert list(drafts_of(member_a)) == [answer, new]


def test_files_wait_in_the_order_they_came_and_lost_ones_are_none(member_a):
    first, second = (
        str(store(actor=member_a.account, upload=text_file(f"{n}.txt"), use="document").uid)
        for n in "ab"
    )
    draft = Draft(fields={"files": [second, str(uuid.uuid4()), first]})

    assert [file.name for file in files_of(draft)] == ["b.txt", "a.txt"]


def test_no_draft_no_file(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert files_of(None) == files_of(Draft(fields={})) == []
