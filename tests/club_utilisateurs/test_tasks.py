"""Jobs of the club."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agora.context import club
from agora.jobs import enqueue
from agora.jobs.testing import run_pending
from club_utilisateurs.models import Member, PassUse
from tests.factories.club import grant
from tests.harness.clients import outside

pytestmark = pytest.mark.django_db


def test_those_who_are_out_are_written_as_gone_though_they_never_came_back(
    cities, member_a, member_b, facilitator
):
    outside(lambda: grant(cities["villeneuve"], member_a.staff_uid, active=False))
    outside(lambda: grant(None, facilitator.staff_uid, active=False))
    with club():
        enqueue("club_utilisateurs.note_departures", scope="club")
    run_pending()

    with club():
        gone = set(Member.objects.exclude(left_at=None).values_list("pk", flat=True))
        when = Member.objects.get(pk=member_a.pk).left_at
        enqueue("club_utilisateurs.note_departures", scope="club")
    assert gone == {member_a.pk, facilitator.pk}

    run_pending()
    with club():
        assert Member.objects.get(pk=member_a.pk).left_at == when


def test_numbers_of_old_passes_are_dropped(in_club):
    PassUse.objects.create(jti=uuid.uuid4())
    PassUse.objects.update(used_at=timezone.now() - timedelta(days=30))
    enqueue("club_utilisateurs.forget_passes", scope="club")

    outside(run_pending)

    assert not PassUse.objects.exists()
