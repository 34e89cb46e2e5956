"""Jobs of the club; all of them run in its own house."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agora.jobs import task
from agora.rules import SYSTEM
from club_utilisateurs.actions.blueprints import tell_version
from club_utilisateurs.demo import seed
from club_utilisateurs.queries.blueprints import untold


@task("club_utilisateurs.write_demo", scope="club")
def write_demo() -> None:
    """Fill the club of the demonstration, where there is one."""
    if settings.DEMO:
        with transaction.atomic():
            seed.write(timezone.now())


@task("club_utilisateurs.tell_new_versions", scope="club")
def tell_new_versions() -> None:
    """Announce the versions of blueprints that cities published since the last time."""
    for blueprint in untold().only("uid", "version", "title"):
        tell_version(actor=SYSTEM, blueprint=blueprint)
