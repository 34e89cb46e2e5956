"""What the club forgets by itself."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from agora.files.actions import store
from agora.files.models import StoredFile
from agora.rules import SYSTEM, Refused
from club_utilisateurs.actions.upkeep import purge
from club_utilisateurs.models import FILES, Attachment, Draft, PassUse
from tests.club_utilisateurs.papers import text_file
from tests.factories.club import make_topic


def test_used_passes_live_as_long_as_links_and_drafts_a_season(in_club, member_a):
    now = timezone.now()
    for hours in (1, 24 * 7, 24 * 9, 1000):
        PassUse.objects.create(jti=uuid.uuid4(), used_at=now - timedelta(hours=hours))
    old = Draft.objects.create(member=member_a)
    Draft.objects.filter(pk=old.pk).update(updated_at=now - timedelta(days=91))
    kept = Draft.objects.create(member=member_a, topic=make_topic(member_a))
    Draft.objects.filter(pk=kept.pk).update(updated_at=now - timedelta(days=89))

    purge(actor=SYSTEM, at=now)

    assert PassUse.objects.count() == 2
    assert list(Draft.objects.all()) == [kept]


def test_files_that_hang_on_nothing_are_gone_after_two_days(in_club, member_a):
    now, post = timezone.now(), make_topic(member_a).posts.get()
    given, waiting, _lost, fresh, other = (
        store(actor=member_a.account, upload=text_file(f"{name}.txt"), use="document",
              owner_label="" if name == "other" else FILES)
        for name in ("given", "waiting", "lost", "fresh", "other")
    )  # fmt: skip
    StoredFile.objects.exclude(pk=fresh.pk).update(created_at=now - timedelta(days=3))
    Attachment.objects.create(post=post, file=given)
    Draft.objects.create(member=member_a, fields={"body": "Texte", "files": [str(waiting.uid)]})

    purge(actor=SYSTEM, at=now)

    assert set(StoredFile.objects.all()) == {given, waiting, fresh, other}


def test_nobody_else_makes_the_club_forget(in_club, member_a, facilitator):
    for member in (member_a, facilitator):
        with pytest.raises(Refused):
            purge(actor=member.account, at=timezone.now())
