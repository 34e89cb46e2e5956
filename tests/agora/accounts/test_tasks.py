"""Upkeep at night."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from agora.accounts.tasks import sweep


def test_old_sessions_go_and_living_ones_stay(city):
    now = timezone.now()
    for key, days in (("vieille", -1), ("vivante", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now + timedelta(days=days)
        )

    sweep()

    assert [one.session_key for one in Session.objects.all()] == ["vivante"]
