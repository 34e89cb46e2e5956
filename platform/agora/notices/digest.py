"""One letter a day or a week for those who prefer it, and forgetting what is old."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agora import mail
from agora.mail.house import absolute, link_for
from agora.notices.models import MAIL_OF, Announcement, Notice, Rhythm
from agora.notices.tokens import EVERYTHING, stop_url

KEEP = timedelta(days=365)
SHOWN = 5


@dataclass(frozen=True)
class Link:
    """One piece of news, and where it is read."""

    title: str
    url: str


@dataclass(frozen=True)
class Bundle:
    """News about one thing: its name (or nothing), how many, the first of them, the others."""

    name: str
    count: int
    links: list[Link]
    more: list[Notice]


def send_digests(rhythm: str = Rhythm.DAILY) -> int:
    """Write the letters of one rhythm; cut half-way, the next run writes the missing ones only."""
    waiting = Notice.objects.filter(mail=MAIL_OF[rhythm]).order_by()
    people = sorted(set(waiting.values_list("user", flat=True)))
    return sum(_digest_for(number, rhythm) for number in people)


def forget_old() -> None:
    """Forget what was announced more than a year ago, notices included."""
    Announcement.objects.filter(at__lt=timezone.now() - KEEP).delete()


@transaction.atomic
def _digest_for(number: int, rhythm: str) -> bool:
    waiting = Notice.objects.filter(user_id=number, mail=MAIL_OF[rhythm])
    # Only locked: what was read in the site meanwhile is nothing new.
    notices = list(waiting.select_for_update().order_by("pk"))
    unread = [notice for notice in notices if notice.read_at is None]
    person = get_user_model()._default_manager.filter(pk=number, is_active=True).first()
    _settle(notices, unread)
    if not unread or person is None:
        return False
    mail.send(
        to=person,
        template="notices/mail/digest",
        context={
            "notices": unread,
            "threads": _threads(unread, person),
            "weekly": rhythm == Rhythm.WEEKLY,
            "url": link_for(person, reverse("notices:list")),
            "preferences_url": link_for(person, reverse("notices:preferences")),
        },
        unsubscribe_url=absolute(stop_url(person, EVERYTHING)),
        bulk=True,
    )
    return True


def _settle(notices: list[Notice], unread: list[Notice]) -> None:
    """Take them all out of the next digest, saying which went by mail."""
    sent = {notice.pk for notice in unread}
    rest = {notice.pk for notice in notices} - sent
    Notice.objects.filter(pk__in=sent).update(mail=Notice.Mail.SENT)
    if rest:
        Notice.objects.filter(pk__in=rest).update(mail=Notice.Mail.NONE)


def _threads(notices: list[Notice], person: Any) -> list[Bundle]:
    """Put together what is about the same thing, in the order in which each began."""
    grouped: dict[object, list[Notice]] = {}
    for notice in notices:
        grouped.setdefault(notice.thread or notice.pk, []).append(notice)
    return [
        Bundle(
            name=rows[0].thread,
            count=len(rows),
            links=[Link(one.title, link_for(person, one.url)) for one in rows[:SHOWN]],
            more=rows[SHOWN:],
        )
        for rows in grouped.values()
    ]
