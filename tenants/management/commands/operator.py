"""`agora operator EMAIL`: the first person of the console, whom nobody is there to invite."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from agora.accounts.actions import invite
from agora.accounts.queries import PROVIDER_PREFIX, invitation_token
from agora.context import public
from agora.mail.house import absolute
from agora.rules import SYSTEM, roles

OPERATIONS = "provider_operations"


class Command(BaseCommand):
    """Invites somebody to the console; the link is mailed, and shown for want of a mail server."""

    help = "Invite une personne à la console de l’exploitant."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whom, and to do what: to open cities and invite the others, unless told."""
        parser.add_argument("email")
        parser.add_argument(
            "--role", action="append", choices=_provider_roles(), help=f"sinon {OPERATIONS}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and say the link."""
        held = options["role"] or [OPERATIONS]
        with public():
            invitation = invite(actor=SYSTEM, email=options["email"], roles=held)
            token = invitation_token(invitation)
            link = absolute(reverse("accounts:invitation", args=[token]))
        self.stdout.write(f"Invitation envoyée à {invitation.email} :\n{link}")


def _provider_roles() -> list[str]:
    return [name for name in roles if name.startswith(PROVIDER_PREFIX)]
