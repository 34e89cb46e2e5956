"""One letter a day for those who prefer it, and forgetting what is old."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agora import mail
from agora.mail.house import absolute
from agora.notices.models import Announcement, Notice
from agora.notices.tokens import EVERYTHING, stop_url

KEEP = timedelta(days=365)


def send_digests() -> int:
    """Write today's letters; cut half-way, the next run writes the missing ones only."""
    due = Notice.objects.filter(mail=Notice.Mail.DUE).order_by().values_list("user", flat=True)
    return sum(_digest_for(number) for number in sorted(set(due)))


def forget_old() -> None:
    """Forget what was announced more than a year ago, notices included."""
    Announcement.objects.filter(at__lt=timezone.now() - KEEP).delete()


@transaction.atomic
def _digest_for(number: int) -> bool:
    due = Notice.objects.select_for_update().filter(user_id=number, mail=Notice.Mail.DUE)
    notices = list(due.order_by("pk"))
    person = get_user_model()._default_manager.filter(pk=number, is_active=True).first()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=Notice.Mail.SENT)
    if not notices or person is None:
        return False
    mail.send(
        to=person,
        template="notices/mail/digest",
        context={
            "notices": [(notice.title, absolute(notice.url)) for notice in notices],
            "url": absolute(reverse("notices:list")),
            "preferences_url": absolute(reverse("notices:preferences")),
        },
        unsubscribe_url=absolute(stop_url(person, EVERYTHING)),
        bulk=True,
    )
    return True
