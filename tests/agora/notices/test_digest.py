from datetime import timedelta

import pytest
from django.utils import timezone

from agora.mail.models import OutgoingMail
from agora.notices import announce, digest
from agora.notices.delivery import deliver
from agora.notices.digest import forget_old, send_digests
from agora.notices.models import Announcement, Notice, Rhythm
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


def test_what_was_read_in_the_site_meanwhile_leaves_the_digest(two_due):
    first, second = Notice.objects.order_by("pk")
    Notice.objects.filter(pk=first.pk).update(read_at=timezone.now())

    assert send_digests() == 1

    assert first.title not in OutgoingMail.objects.get().text
    assert second.title in OutgoingMail.objects.get().text
    assert dict(Notice.objects.values_list("pk", "mail")) == {first.pk: "none", second.pk: "sent"}


def test_who_read_everything_gets_no_letter(two_due):
    Notice.objects.update(read_at=timezone.now())

    assert send_digests() == 0
    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.exclude(mail="none").exists()


def test_the_letter_of_the_week_is_not_the_one_of_the_day(two_due):
    Notice.objects.update(mail="week")

    assert send_digests() == 0
    assert send_digests(Rhythm.WEEKLY) == 1
    assert send_digests(Rhythm.WEEKLY) == 0

    assert "un résumé par semaine" in OutgoingMail.objects.get().text


def test_what_is_about_the_same_thing_stands_together_with_its_number(two_due):
    row = Notice.objects.first()
    Notice.objects.update(thread="La halle")
    for place in range(6):
        row.pk, row.announcement = None, Announcement.objects.create(kind="test.daily", about_id=1)
        row.title, row.thread, row.url = f"Réponse {place}", "La halle", f"/sujets/1/#{place}"
        row.save(force_insert=True)

    send_digests()

    text = OutgoingMail.objects.get().text
    assert "La halle\u00a0: 8 nouvelles" in text
    assert "et 3 autres" in text
    assert "Réponse 2" in text
    assert "Réponse 3" not in text


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
