"""`agora stripe_webhook`: ask Stripe to tell this provider's host, in our version of its words."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agora.jobs.running import at_work
from billing import gateway
from billing.rail import RailOff, RefusedByStripe, Unreachable


class Command(BaseCommand):
    """Make the endpoint; its secret is shown once, to be put in AGORA_STRIPE_WEBHOOK_SECRET."""

    help = "Demande à Stripe de prévenir cet hôte, et montre le secret dont il signera."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Make it."""
        try:
            with at_work("billing.stripe_webhook"):
                secret = gateway.make_endpoint(f"https://{settings.PROVIDER_HOST}/stripe/webhook")
        except RailOff:
            raise CommandError("Renseignez d’abord AGORA_STRIPE_KEY.") from None
        except (RefusedByStripe, Unreachable) as error:
            raise CommandError(f"Stripe: {error}") from None
        self.stdout.write(f"AGORA_STRIPE_WEBHOOK_SECRET={secret}")
