"""Jobs of the club."""

from agora.jobs import task
from agora.rules import SYSTEM
from club_utilisateurs.actions import people
from club_utilisateurs.queries import entrance


@task("club_utilisateurs.note_departures", scope="club")
def note_departures() -> None:
    """Write as gone those whose city lets them in no more, and who did not come to be told."""
    for member in entrance.gone():
        people.note_departure(actor=SYSTEM, member=member)


@task("club_utilisateurs.forget_passes", scope="club")
def forget_passes() -> None:
    """Drop the numbers of passes and links that are too old to be used anyway."""
    people.forget_passes(actor=SYSTEM)
