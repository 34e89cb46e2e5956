"""What the club forgets by itself."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.upkeep import purge
from club_utilisateurs.models import Draft, PassUse
from tests.factories.club import make_topic


def test_used_passes_live_a_day_and_drafts_a_season(in_club, member_a):
    now = timezone.now()
    for hours in (1, 23, 25, 1000):
        PassUse.objects.create(jti=uuid.uuid4(), used_at=now - timedelta(hours=hours))
    old = Draft.objects.create(member=member_a)
    Draft.objects.filter(pk=old.pk).update(updated_at=now - timedelta(days=91))
    kept = Draft.objects.create(member=member_a, topic=make_topic(member_a))
    Draft.objects.filter(pk=kept.pk).update(updated_at=now - timedelta(days=89))

    purge(actor=SYSTEM, at=now)

    assert PassUse.objects.count() == 2
    assert list(Draft.objects.all()) == [kept]


def test_nobody_else_makes_the_club_forget(in_club, member_a, facilitator):
    for member in (member_a, facilitator):
        with pytest.raises(Refused):
            purge(actor=member.account, at=timezone.now())
