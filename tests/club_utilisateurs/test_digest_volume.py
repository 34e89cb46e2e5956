"""A digest for 2,000 members in one job, its worker killed twice: no mail doubled, none lost."""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from agora.accounts.models import User
from agora.context import club, public
from agora.jobs import enqueue
from agora.jobs.upkeep import rescue_stalled
from agora.mail.models import OutgoingMail
from agora.notices import announce
from agora.notices.delivery import deliver
from agora.notices.models import Announcement, Notice
from club_utilisateurs.models import CHARTER_VERSION, Member
from tenants.models import ClubGrant
from tests.factories.club import in_public, make_member, make_topic
from tests.harness.clients import outside
from tests.harness.processes import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FULL = os.environ.get("AGORA_FUZZ") == "full"
MEMBERS = 2_000 if FULL else 200
KILLS = 2


def worker(*options):
    return subprocess.Popen(
        [sys.executable, "-m", "agora.cli", "work", *options],
        env={
            **os.environ,
            "AGORA_DATABASE_URL": database_url(),
            "AGORA_HTTPS": "0",
            "AGORA_SECRET_KEY": settings.SECRET_KEY,
            "AGORA_SMTP_URL": settings.SMTP_URL,
            "AGORA_LOG_LEVEL": "ERROR",
        },
    )


def fill(city):
    """Let many members in, and announce two things to all of them."""
    accounts = [
        User(email=f"{number}@membre.invalid", pseudonym=f"membre-{number}", password="!")
        for number in range(MEMBERS)
    ]
    User.objects.bulk_create(accounts)
    members = Member.objects.bulk_create(
        Member(
            city_id=city.id,
            staff_uid=uuid.uuid4(),
            account=account,
            name=f"Camille {number}",
            mail=f"camille{number}@ville.exemple.fr",
            charter_version=CHARTER_VERSION,
        )
        for number, account in enumerate(accounts)
    )
    grants = [ClubGrant(city_id=city.id, staff_uid=one.staff_uid) for one in members]
    in_public(lambda: ClubGrant.objects.bulk_create(grants))
    maud = make_member(None, name="Maud")
    for title in ("Rencontre de juin", "Nouvelle charte"):
        announce("news.published", about=make_topic(maud, title, kind="news"), by=maud.account)
    for number in Announcement.objects.values_list("pk", flat=True):
        deliver(number)
    assert Notice.objects.filter(mail="due").count() == 2 * MEMBERS


def rescued():
    """Put back in the queue what a dead worker held."""

    def rescue():
        with public():
            return rescue_stalled(silence=0)

    return outside(rescue)


def in_the_queue(name):
    def ask():
        with public(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [name])
            return cursor.fetchone()[0]

    return outside(ask)


def killed_at(letters):
    """Run a worker until so many letters are written, then kill it without a word."""
    running = worker("--queues", "default")
    try:
        deadline = time.monotonic() + 600
        while OutgoingMail.objects.count() < letters:
            assert running.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        running.kill()
        running.wait()
    written = OutgoingMail.objects.count()
    assert rescued() >= 1, "the digest was over before it was killed"
    return written


def test_a_digest_killed_and_resumed_doubles_and_loses_nothing(
    cities, warm_directory, smtp, figure
):
    with club():
        fill(cities["montclair"])
        enqueue("notices.digest")
        # Early, for the digest goes on while the letters are counted.
        written = [killed_at(MEMBERS * turn // (4 * KILLS)) for turn in range(1, KILLS + 1)]
        assert written == sorted(written)
        assert written[-1] < MEMBERS
    assert in_the_queue("notices.digest") == 1

    began = time.monotonic()
    assert worker("--once", "--queues", "default,mail,mail-bulk").wait(3600) == 0
    took = time.monotonic() - began

    got = Counter(address for people, _ in smtp.got for address in people)
    doubled = [address for address, times in got.items() if times > 1]
    lost = MEMBERS - len(got)
    figure(
        "club_digest_members", MEMBERS, "members", ">= 2000 in full", ok=not FULL or MEMBERS >= 2000
    )
    figure("club_digest_doubled", len(doubled), "letters", "0", ok=not doubled)
    figure("club_digest_lost", lost, "letters", "0", ok=lost == 0)
    figure("club_digest_resumed_seconds", round(took, 1), "s", "", ok=True)
    assert doubled == []
    assert lost == 0
    assert all(b"Rencontre de juin" in content for _, content in smtp.got)
    with club():
        assert not Notice.objects.exclude(mail="sent").exists()
        assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}
