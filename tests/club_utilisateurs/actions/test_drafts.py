"""What is being written: one draft for each topic and one for a new one, nobody else's business."""

import pytest

from agora.rules import Refused
from club_utilisateurs.actions.drafts import LONGEST_KEPT, bring_draft_back, drop_draft, keep_draft
from club_utilisateurs.models import Draft
from tests.factories.club import make_topic

pytestmark = pytest.mark.usefixtures("in_club")


def test_what_is_typed_is_kept_and_only_what_is_given_changes(member_a):
    keep_draft(actor=member_a.account, topic=None, typed={"body": "Un", "files": ["x"]})
    keep_draft(actor=member_a.account, topic=None, typed={"body": "Un deux\x00", "kind": "idea"})

    assert Draft.objects.get().fields == {"body": "Un deux", "kind": "idea", "files": ["x"]}


def test_there_is_one_for_each_topic_and_one_for_a_new_one(member_a, member_b):
    topic = make_topic(member_b)
    for place in (None, topic, None, topic):
        keep_draft(actor=member_a.account, topic=place, typed={"body": "Texte"})

    assert sorted(Draft.objects.values_list("topic", flat=True), key=str) == [topic.pk, None]


def test_a_blank_sheet_leaves_nothing(member_a):
    keep_draft(actor=member_a.account, topic=None, typed={"body": "Texte"})

    assert (
        keep_draft(actor=member_a.account, topic=None, typed={"body": "", "kind": "idea"}) is None
    )
    assert not Draft.objects.exists()


def test_a_huge_text_is_kept_up_to_a_bound(member_a):
    kept = keep_draft(actor=member_a.account, topic=None, typed={"body": "a" * 300_000})

    assert len(kept.fields["body"]) == LONGEST_KEPT


def test_a_draft_thrown_away_comes_back_as_it_was(member_a):
    draft = keep_draft(actor=member_a.account, topic=None, typed={"body": "Texte"})
    drop_draft(actor=member_a.account, draft=draft)
    assert not Draft.objects.exists()

    assert bring_draft_back(actor=member_a.account, draft=draft) is True
    assert Draft.objects.get().fields == {"body": "Texte"}


def test_it_does_not_take_the_place_of_what_was_begun_since(member_a):
    draft = keep_draft(actor=member_a.account, topic=None, typed={"body": "Ancien"})
    drop_draft(actor=member_a.account, draft=draft)
    keep_draft(actor=member_a.account, topic=None, typed={"body": "Nouveau"})

    assert bring_draft_back(actor=member_a.account, draft=draft) is False
    assert Draft.objects.get().fields == {"body": "Nouveau"}


def test_nobody_touches_the_draft_of_somebody_else(member_a, member_b, facilitator):
    draft = keep_draft(actor=member_a.account, topic=None, typed={"body": "PLANTÉ"})

    for member in (member_b, facilitator):
        with pytest.raises(Refused):
            drop_draft(actor=member.account, draft=draft)
        with pytest.raises(Refused):
            bring_draft_back(actor=member.account, draft=draft)

    assert Draft.objects.count() == 1
