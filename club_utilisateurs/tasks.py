"""Jobs of the club; all of them run in its own house."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agora.jobs import task
from agora.rules import SYSTEM
from club_utilisateurs.actions import people
from club_utilisateurs.demo import seed
from club_utilisateurs.queries import entrance


@task("club_utilisateurs.write_demo", scope="club")
def write_demo() -> None:
    """Fill the club of the demonstration, where there is one."""
    if settings.DEMO:
        with transaction.atomic():
            seed.write(timezone.now())


@task("club_utilisateurs.note_departures", scope="club")
def note_departures() -> None:
    """Write as gone those whose city lets them in no more, and who did not come to be told."""
    for member in entrance.gone():
        people.note_departure(actor=SYSTEM, member=member)


@task("club_utilisateurs.forget_passes", scope="club")
def forget_passes() -> None:
    """Drop the numbers of passes and links that are too old to be used anyway."""
    people.forget_passes(actor=SYSTEM)
