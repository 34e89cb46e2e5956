"""`agora demo_club`: the club of the demonstration, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agora.jobs.running import perform


class Command(BaseCommand):
    """Write who is in the club and what they said, if nobody is there."""

    help = "Remplit le club de la démonstration (base embarquée seulement)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it in the club's house, as a job would; nothing at the second start."""
        if not settings.DEMO:
            raise CommandError("La démonstration ne tourne que sur la base embarquée (make demo).")
        perform("club_utilisateurs.write_demo", {})
