"""What people decide about their notices."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from agora.action import action
from agora.notices.models import MAIL_OF, WAITING, Notice, Preference, Rhythm
from agora.notices.queries import choices_of, notices_of
from agora.notices.rules import can_choose


@action("notices.rhythms_chosen", rule=can_choose, operator=True)
def choose_rhythms(*, actor: Any, person: Any, rhythms: Mapping[str, str]) -> None:
    """Keep how one wants each kind of news; kinds not named stay as they are."""
    known = {key for key, _, _ in choices_of(person)}
    for kind, rhythm in rhythms.items():
        if kind in known:
            Preference.objects.update_or_create(
                user=person, kind=kind, defaults={"rhythm": Rhythm(rhythm)}
            )
    _settle_due(person)


@action("notices.mail_stopped", rule=can_choose, operator=True)
def stop_mail(*, actor: Any, person: Any, kind: str) -> None:
    """Stop the mail of one kind of news, or of all of them."""
    for key, _, _ in choices_of(person):
        if kind in (key, "*"):
            Preference.objects.update_or_create(
                user=person, kind=key, defaults={"rhythm": Rhythm.NEVER}
            )
    _settle_due(person)


@action("notices.read", rule=can_choose, operator=True)
def mark_all_read(*, actor: Any, person: Any) -> None:
    """Say that everything in the list is known."""
    notices_of(person).filter(read_at=None).update(read_at=timezone.now())


def _settle_due(person: Any) -> None:
    """Have what waits for a digest wait for the one now wanted, or for none."""
    by_rhythm: dict[str, list[str]] = {}
    for key, _, rhythm in choices_of(person):
        by_rhythm.setdefault(rhythm, []).append(key)
    # What is now wanted at once still comes with the digest it waits for.
    by_rhythm.pop(Rhythm.NOW, None)
    waiting = Notice.objects.filter(user=person, mail__in=WAITING)
    for rhythm, keys in by_rhythm.items():
        waiting.filter(kind__in=keys).exclude(mail=MAIL_OF[rhythm]).update(mail=MAIL_OF[rhythm])
