"""`agora import decidim --city CITY FILE...`: a dry run, or the real thing with --confirm."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agora.context import enter
from agora.rules import SYSTEM
from participation.opendata.actions.imports import load_export
from participation.opendata.decidim.files import open_files
from participation.opendata.decidim.reader import BadFile
from participation.opendata.rehearsal import rehearse
from participation.opendata.report import Report
from tenants.queries import city_named


class Command(BaseCommand):
    """Read, report, and on --confirm load, all files in one transaction."""

    help = "Reprend l’export d’un site Decidim (2019 à 0.31) ; sans --confirm, rien n’est écrit."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Name the source, the city and the files."""
        parser.add_argument("source", choices=["decidim"])
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--city", required=True, help="nom d’hôte de la ville")
        parser.add_argument("--confirm", action="store_true", help="importer pour de bon")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report; leave with an error message when a file cannot be read."""
        city = city_named(options["city"])
        if city is None:
            raise CommandError(_("Aucune ville ne s’appelle « %(c)s ».") % {"c": options["city"]})
        with enter(city):
            try:
                files = open_files([(path, path.name) for path in options["files"]])
                if options["confirm"]:
                    report = load_export(actor=SYSTEM, files=files)
                else:
                    report = rehearse(files=files)
            except (BadFile, OSError) as error:
                raise CommandError(str(error)) from error
        self._print(report, done=options["confirm"])

    def _print(self, report: Report, *, done: bool) -> None:
        for file in report.files:
            self.stdout.write(
                f"{file.name} : {file.rows} {file.label}, {file.new} à ajouter, "
                f"{file.changed} à mettre à jour, {file.unchanged} déjà là, "
                f"{file.orphans} sans parent"
            )
        for host, count in report.stubs.items():
            self.stdout.write(f"{host} : {count} pages commentées absentes de l’export")
        for line in report.announced:
            self.stdout.write(f"{line.label} : {line.announced} annoncés, {line.found} trouvés")
        self.stdout.write(
            "Importé." if done else "Rien n’a été écrit. Ajoutez --confirm pour importer."
        )
