"""Reading notices and wishes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from agora.context.router import lives_here
from agora.notices.models import Notice, Preference, Rhythm
from agora.notices.registries import Kind, kinds


def notices_of(user: Any) -> QuerySet[Notice]:
    """Everything told to somebody, newest first."""
    found: QuerySet[Notice] = Notice.objects.filter(user=user).order_by("-pk")
    return found


def unread_count(user: Any) -> int:
    """How many are not read yet."""
    return int(Notice.objects.filter(user=user, read_at=None).count())


def rhythms_of(people: Iterable[Any], kind: str) -> dict[int, str]:
    """Say how each of these people wants this kind of news."""
    found = kinds.get(kind)
    default = found.rhythm if found.optional else Rhythm.NOW.value
    wanted = {person.pk: default for person in people}
    if found.optional:
        chosen = Preference.objects.filter(user__in=list(wanted), kind=kind)
        wanted.update(chosen.values_list("user_id", "rhythm"))
    return wanted


def choices_of(user: Any) -> list[tuple[str, Kind, str]]:
    """Return the kinds of this house one may choose about, with the rhythm wanted."""
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "rhythm"))
    return [
        (key, kind, chosen.get(key, kind.rhythm))
        for key, kind in kinds.items()
        if kind.optional and lives_here(kind.audience)
    ]
