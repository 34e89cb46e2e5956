"""Jobs of the club; all of them run in its own house."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agora.jobs import task
from agora.rules import SYSTEM
from club_utilisateurs import unread
from club_utilisateurs.actions import people, upkeep
from club_utilisateurs.actions.blueprints import tell_version
from club_utilisateurs.demo import seed
from club_utilisateurs.queries import entrance
from club_utilisateurs.queries.blueprints import untold


@task("club_utilisateurs.write_demo", scope="club")
def write_demo() -> None:
    """Fill the club of the demonstration, where there is one."""
    if settings.DEMO:
        with transaction.atomic():
            seed.write(timezone.now())
        unread.count_all()


@task("club_utilisateurs.note_departures", scope="club")
def note_departures() -> None:
    """Write as gone those whose city lets them in no more, and who did not come to be told."""
    for member in entrance.gone():
        people.note_departure(actor=SYSTEM, member=member)


@task("club_utilisateurs.count_unread", scope="club")
def count_unread(*, topic: int | None = None, member: int | None = None) -> None:
    """Write how much is unread, for one member or for all whom a topic concerns."""
    unread.count_for(topic=topic, member=member)


@task("club_utilisateurs.count_all_unread", scope="club")
def count_all_unread() -> None:
    """Write everybody's number again: the net below the others."""
    unread.count_all()


@task("club_utilisateurs.purge", scope="club")
def purge() -> None:
    """Forget used passes and old drafts."""
    upkeep.purge(actor=SYSTEM, at=timezone.now())


@task("club_utilisateurs.tell_new_versions", scope="club")
def tell_new_versions() -> None:
    """Announce the versions of blueprints that cities published since the last time."""
    for blueprint in untold().only("uid", "version", "title"):
        tell_version(actor=SYSTEM, blueprint=blueprint)
