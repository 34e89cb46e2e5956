"""From an announcement to the people it concerns: each told once, however often this runs."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from agora import mail
from agora.jobs.queue import enqueue_about
from agora.mail.house import absolute, link_for
from agora.notices.models import MAIL_OF, Announcement, Notice, Rhythm
from agora.notices.queries import rhythms_of
from agora.notices.registries import Kind, kinds
from agora.notices.tokens import stop_url
from agora.registry import RegistrationError

_TELL = "INSERT INTO notices_announcement (kind, about_id, by_id) VALUES (%s, %s, %s)"
BATCH = 500
LONGEST_TITLE = 250


class Way:
    """One kind of news an event is, to those in its audience; what all share is made once."""

    def __init__(self, name: str, kind: Kind, about: Any) -> None:
        self.name, self.kind, self.about = name, kind, about
        self._titles: dict[str, str] = {}

    def audience(self) -> QuerySet[Any]:
        """Return the keys of whoever is concerned."""
        keys: QuerySet[Any] = self.kind.audience(self.about).order_by().values_list("pk", flat=True)
        return keys

    @cached_property
    def path(self) -> str:
        """The page that says more."""
        return self.kind.url(self.about)

    @cached_property
    def letter_path(self) -> str:
        """Where a letter leads."""
        return self.kind.letter_url(self.about) if self.kind.letter_url else self.path

    @cached_property
    def thread(self) -> str:
        """What a digest puts together."""
        return self.kind.thread(self.about)[:LONGEST_TITLE] if self.kind.thread else ""

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """What the letter says beside the title."""
        return self.kind.words(self.about) if self.kind.words else {}

    def title(self, person: Any) -> str:
        """Return the title in a person's language."""
        language = getattr(person, "language", "") or settings.LANGUAGE_CODE
        if language not in self._titles:
            with translation.override(language):
                self._titles[language] = str(self.kind.title(self.about))[:LONGEST_TITLE]
        return self._titles[language]


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
    if ways := _ways(announcement):
        last = 0
        while people := list(_audience(ways, announcement).filter(pk__gt=last)[:BATCH]):
            _tell(announcement, ways, people)
            last = people[-1].pk
    Announcement.objects.filter(pk=number).update(delivered_at=timezone.now())


def note_read(notice: Notice, *, at: datetime) -> None:
    """Keep when a notice was read first. No action: what people read belongs in no journal."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def _ways(announcement: Announcement) -> list[Way]:
    """Return the kinds of news this is, if what it is about is still there."""
    kind = kinds.get(announcement.kind, None)
    if kind is None:
        return []
    model = apps.get_model(kind.model)
    about = model._default_manager.filter(pk=announcement.about_id).first()
    if about is None:
        return []
    others = [Way(name, kinds[name], turn(about)) for name, turn in kind.also]
    return [*(one for one in others if one.about is not None), Way(announcement.kind, kind, about)]


def _audience(ways: list[Way], announcement: Announcement) -> QuerySet[Any]:
    concerned = reduce(or_, (Q(pk__in=way.audience()) for way in ways))
    people: QuerySet[Any] = get_user_model()._default_manager.filter(concerned, is_active=True)
    people = people.exclude(pk=announcement.by_id).order_by("pk")
    return people


@transaction.atomic
def _tell(announcement: Announcement, ways: list[Way], people: list[Any]) -> None:
    """Write the notices of one batch and its letters, together."""
    # The row keeps a second worker out until the batch is written.
    Announcement.objects.select_for_update().get(pk=announcement.pk)
    told = set(_told(announcement, ways, people).values_list("user_id", flat=True))
    new = [person for person in people if person.pk not in told]
    chosen = _soonest(ways, new)
    Notice.objects.bulk_create(
        Notice(
            announcement=announcement,
            user=person,
            kind=chosen[person.pk][0].name,
            title=chosen[person.pk][0].title(person),
            url=chosen[person.pk][0].path,
            thread=chosen[person.pk][0].thread,
            mail=MAIL_OF[chosen[person.pk][1]],
        )
        for person in new
    )
    for person in new:
        way, rhythm = chosen[person.pk]
        if rhythm == Rhythm.NOW:
            _write(way, person)


def _told(announcement: Announcement, ways: list[Way], people: list[Any]) -> QuerySet[Notice]:
    """Return what tells of this to these people already."""
    same = Q(announcement=announcement)
    if paths := [way.path for way in ways if way.kind.once]:
        same |= Q(url__in=paths)
    found: QuerySet[Notice] = Notice.objects.filter(same, user__in=people)
    return found


def _soonest(ways: list[Way], people: list[Any]) -> dict[int, tuple[Way, str]]:
    """Choose for each person the kind of news they want soonest."""
    order = Rhythm.values
    chosen: dict[int, tuple[Way, str]] = {}
    for way in ways:
        concerned = people
        if len(ways) > 1:
            mine = set(way.audience().filter(pk__in=[one.pk for one in people]))
            concerned = [one for one in people if one.pk in mine]
        for pk, rhythm in rhythms_of(concerned, way.name).items():
            if pk not in chosen or order.index(rhythm) < order.index(chosen[pk][1]):
                chosen[pk] = (way, rhythm)
    return chosen


def _write(way: Way, person: Any) -> None:
    mail.send(
        to=person,
        template=way.kind.template,
        context={
            **way.words,
            "about": way.about,
            "title": way.title(person),
            "url": link_for(person, way.letter_path),
            "preferences_url": link_for(person, reverse("notices:preferences")),
        },
        unsubscribe_url=absolute(stop_url(person, way.name)) if way.kind.optional else "",
        bulk=way.kind.bulk,
    )
