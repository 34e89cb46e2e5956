"""From an announcement to the people it concerns: each told once, however often this runs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from agora import mail
from agora.jobs.queue import enqueue_about
from agora.mail.house import absolute
from agora.notices.models import Announcement, Notice, Rhythm
from agora.notices.queries import rhythms_of
from agora.notices.registries import Kind, kinds
from agora.notices.tokens import stop_url
from agora.registry import RegistrationError

_TELL = "INSERT INTO notices_announcement (kind, about_id, by_id) VALUES (%s, %s, %s)"
BATCH = 500
LONGEST_TITLE = 250


def announce(kind: str, *, about: Any, by: Any = None) -> None:
    """Write the announcement and the job that delivers it; both or neither."""
    expected = apps.get_model(kinds.get(kind).model)
    if not isinstance(about, expected):
        raise RegistrationError(f"{kind} is about a {expected.__name__}, not {type(about)}")
    enqueue_about(
        "notices.deliver",
        key="announcement",
        insert=_TELL,
        values=[kind, about.pk, getattr(by, "pk", None)],
    )


def deliver(number: int) -> None:
    """Tell everybody concerned; a second run goes on where the first was cut."""
    announcement = Announcement.objects.filter(pk=number, delivered_at=None).first()
    if announcement is None:
        return
    kind = kinds.get(announcement.kind, None)
    about = _about(kind, announcement.about_id)
    if kind is not None and about is not None:
        last = 0
        while people := list(_audience(kind, about, announcement).filter(pk__gt=last)[:BATCH]):
            _tell(announcement, kind, about, people)
            last = people[-1].pk
    Announcement.objects.filter(pk=number).update(delivered_at=timezone.now())


def note_read(notice: Notice, *, at: datetime) -> None:
    """Keep when a notice was read first. No action: what people read belongs in no journal."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def _about(kind: Kind | None, pk: int) -> Any:
    """Return what it is about, if it is still there."""
    if kind is None:
        return None
    return apps.get_model(kind.model)._default_manager.filter(pk=pk).first()


def _audience(kind: Kind, about: Any, announcement: Announcement) -> QuerySet[Any]:
    people: QuerySet[Any] = get_user_model()._default_manager.filter(
        pk__in=kind.audience(about).order_by().values("pk"), is_active=True
    )
    people = people.exclude(pk=announcement.by_id).order_by("pk")
    return people


@transaction.atomic
def _tell(announcement: Announcement, kind: Kind, about: Any, people: list[Any]) -> None:
    """Write the notices of one batch and its letters, together."""
    # The row keeps a second worker out until the batch is written.
    Announcement.objects.select_for_update().get(pk=announcement.pk)
    told = set(
        Notice.objects.filter(announcement=announcement, user__in=people).values_list(
            "user_id", flat=True
        )
    )
    new = [person for person in people if person.pk not in told]
    rhythms = rhythms_of(new, announcement.kind)
    path = kind.url(about)
    title = _titles(kind, about)
    Notice.objects.bulk_create(
        Notice(
            announcement=announcement,
            user=person,
            kind=announcement.kind,
            title=title(person),
            url=path,
            mail=_MAIL[rhythms[person.pk]],
        )
        for person in new
    )
    for person in new:
        if rhythms[person.pk] == Rhythm.NOW:
            _write(announcement.kind, kind, about, person, title(person), path)


_MAIL = {
    Rhythm.NOW.value: Notice.Mail.SENT,
    Rhythm.DAILY.value: Notice.Mail.DUE,
    Rhythm.NEVER.value: Notice.Mail.NONE,
}


def _titles(kind: Kind, about: Any) -> Callable[[Any], str]:
    """Return the title in a person's language, made once for each language."""
    made: dict[str, str] = {}

    def title(person: Any) -> str:
        language = getattr(person, "language", "") or settings.LANGUAGE_CODE
        if language not in made:
            with translation.override(language):
                made[language] = str(kind.title(about))[:LONGEST_TITLE]
        return made[language]

    return title


def _write(name: str, kind: Kind, about: Any, person: Any, title: str, path: str) -> None:
    mail.send(
        to=person,
        template=kind.template,
        context={
            "about": about,
            "title": title,
            "url": absolute(path),
            "preferences_url": absolute(reverse("notices:preferences")),
        },
        unsubscribe_url=absolute(stop_url(person, name)) if kind.optional else "",
        bulk=kind.bulk,
    )
