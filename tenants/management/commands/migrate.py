"""`agora migrate`: refused; Django's would run every migration in the one schema on the path."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector


class Command(BaseCommand):
    """Names the command to run instead."""

    autodetector = MigrationAutodetector  # Django checks that makemigrations has the same
    help = "Remplacée par « agora release »."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse."""
        raise CommandError("Utilisez « agora release » : exploitation, gabarit, réserve, villes.")
