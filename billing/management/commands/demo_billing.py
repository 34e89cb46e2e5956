"""`agora demo_billing`: the books of the demonstration, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agora.jobs.running import perform


class Command(BaseCommand):
    """Write the story of the three cities' money if it is not there."""

    help = "Remplit la facturation de la démonstration (base embarquée seulement)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it in the provider's house, as a job would; nothing at the second start."""
        if not settings.DEMO:
            raise CommandError("La démonstration ne tourne que sur la base embarquée (make demo).")
        perform("billing.write_demo", {})
