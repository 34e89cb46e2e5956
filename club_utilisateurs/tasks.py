"""Jobs of the club; all of them run in its own house."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agora.jobs import task
from club_utilisateurs.demo import seed


@task("club_utilisateurs.write_demo", scope="club")
def write_demo() -> None:
    """Fill the club of the demonstration, where there is one."""
    if settings.DEMO:
        with transaction.atomic():
            seed.write(timezone.now())
