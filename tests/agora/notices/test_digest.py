from datetime import timedelta

import pytest
from django.utils import timezone

from agora.mail.models import OutgoingMail
from agora.notices import announce, digest
from agora.notices.delivery import deliver
from agora.notices.digest import forget_old, send_digests
from agora.notices.models import Announcement, Notice
from tests.factories.people import make_user


@pytest.fixture
def two_due(city, news):
    """Two pieces of news wait for one person's digest."""
    lila, ana = make_user(pseudonym="Lila"), make_user(pseudonym="Ana")
    news.append(lila.pk)
    for about in (lila, ana):
        announce("test.daily", about=about)
    for number in Announcement.objects.values_list("pk", flat=True):
        deliver(number)
    return lila


def test_a_day_s_news_makes_one_letter(two_due):
    assert send_digests() == 1

    letter = OutgoingMail.objects.get()
    assert letter.to == two_due.email
    assert letter.subject == "Villeneuve\u00a0: 2 nouvelles"
    assert "Nouvelle de Lila" in letter.text
    assert "Nouvelle de Ana" in letter.text
    assert letter.bulk


def test_the_next_run_has_nothing_to_say(two_due):
    send_digests()

    assert send_digests() == 0
    assert OutgoingMail.objects.count() == 1


def test_a_digest_that_breaks_is_written_next_time(two_due, monkeypatch):
    with monkeypatch.context() as broken, pytest.raises(MemoryError):
        broken.setattr(digest.mail, "send", _dies)
        send_digests()

    assert send_digests() == 1


def test_closed_accounts_get_none(two_due):
    two_due.is_active = False
    two_due.save()

    assert send_digests() == 0
    assert not Notice.objects.filter(mail="due").exists()


def test_a_year_later_all_is_forgotten(two_due):
    Announcement.objects.filter(pk=Announcement.objects.earliest("pk").pk).update(
        at=timezone.now() - timedelta(days=400)
    )

    forget_old()

    assert Announcement.objects.count() == Notice.objects.count() == 1


def _dies(**anything):
    raise MemoryError
