"""`agora record_backup`: what `agora backup` calls at its end."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from agora.context import public
from agora.rules import SYSTEM
from tenants.actions.backups import record_backup
from tenants.models.runs import BackupKind


class Command(BaseCommand):
    """Leaves a row in the table of backups."""

    help = "Inscrit une sauvegarde ou une preuve (appelée par « agora backup »)."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What ended, and how."""
        parser.add_argument("kind", choices=BackupKind.values)
        parser.add_argument("--ok", action="store_true")
        parser.add_argument("--size", type=int, default=0)
        parser.add_argument("--seconds", type=float, default=0)
        parser.add_argument("--note", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        facts = {name: options[name] for name in ("kind", "ok", "size", "seconds", "note")}
        with public():
            record_backup(actor=SYSTEM, **facts)
