"""What the club forgets by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.upkeep import forget_drafts
from club_utilisateurs.models import Draft
from tests.factories.club import make_topic


def test_drafts_live_a_season(in_club, member_a):
    now = timezone.now()
    old = Draft.objects.create(member=member_a)
    Draft.objects.filter(pk=old.pk).update(updated_at=now - timedelta(days=91))
    kept = Draft.objects.create(member=member_a, topic=make_topic(member_a))
    Draft.objects.filter(pk=kept.pk).update(updated_at=now - timedelta(days=89))

    assert forget_drafts(actor=SYSTEM, at=now) == 1

    assert list(Draft.objects.all()) == [kept]


def test_nobody_else_makes_the_club_forget(in_club, member_a, facilitator):
    for member in (member_a, facilitator):
        with pytest.raises(Refused):
            forget_drafts(actor=member.account, at=timezone.now())
