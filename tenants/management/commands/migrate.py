"""`agora migrate`: the whole installation in the right order, public then template then cities.

It replaces Django's command, which would run every migration in the one schema on the path.
"""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector

from tenants import fleet, spares


class Command(BaseCommand):
    """Brings public, template, spares and cities to this release; safe to run again."""

    autodetector = MigrationAutodetector  # Django checks that makemigrations has the same
    help = "Met à jour les tables : exploitation, gabarit, réserve, puis villes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How many spares to keep."""
        parser.add_argument("--spares", type=int, default=spares.KEPT)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, with one line per city."""
        if not fleet.bootstrap(keep=options["spares"], progress=self._progress):
            raise CommandError("La mise à jour s’est arrêtée : voir la page Versions.")
        if options["verbosity"]:
            self.stdout.write("À jour.")

    def _progress(self, number: int, total: int, name: str) -> None:
        self.stdout.write(f"{number}/{total} {name}")
