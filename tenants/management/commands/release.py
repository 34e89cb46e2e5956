"""`agora release`: the whole installation brought to this release, in the right order.

Public, club, template, spares, then the cities; killed anywhere, it is simply run again.
"""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants import fleet, spares, succession


class Command(BaseCommand):
    """Brings public, club, template, spares and cities to this release; safe to run again."""

    help = "Met à jour les tables : exploitation, club, gabarit, réserve, puis villes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How many spares to keep, and how far to go."""
        parser.add_argument("--spares", type=int, default=spares.KEPT)
        parser.add_argument(
            "--first",
            action="store_true",
            help="s’arrêter avant les villes : un travail de la file ops les met à jour",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, with one line per city."""
        try:
            done = self._release(**options)
        except succession.OutOfOrder as refusal:
            raise CommandError(str(refusal)) from refusal
        if not done:
            raise CommandError("La mise à jour s’est arrêtée : voir la page Versions.")
        if options["verbosity"]:
            self.stdout.write("À jour.")

    def _release(self, *, first: bool, spares: int, **_options: Any) -> bool:
        if first:
            fleet.prepare(keep=spares)
            return True
        return fleet.bootstrap(keep=spares, progress=self._progress)

    def _progress(self, number: int, total: int, name: str) -> None:
        self.stdout.write(f"{number}/{total} {name}")
