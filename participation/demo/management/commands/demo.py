"""`agora demo`: a provider, three lively cities and nine neighbours, once; then who may sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agora.accounts.demo import PASSWORD
from agora.accounts.models import User
from agora.context import enter, public
from agora.rules import SYSTEM
from participation.demo.actions import make_account
from participation.demo.cities import CITIES, DemoCity
from participation.demo.club import give, take
from participation.demo.neighbours import NEIGHBOURS
from participation.demo.seed import TEAM, CitySeed
from tenants.opening import open_now
from tenants.queries import city_named

OPERATOR = "exploitation@agora.example"
PROVIDER = [  # two people: a new bank account waits for the second
    (OPERATOR, "Maud Exploitation", ("provider_operations", "provider_billing", "provider_club")),
    ("direction@agora.example", "Karim Direction", ("provider_billing_approver",)),
]


class Command(BaseCommand):
    """Fill what is empty; safe to run at each start."""

    help = "Remplit la démonstration (base embarquée seulement) et dit qui peut s’y connecter."

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the cities that are not there yet, then print the accounts."""
        if not settings.DEMO:
            raise CommandError("La démonstration ne tourne que sur la base embarquée (make demo).")
        with public(), transaction.atomic():
            for email, name, roles in PROVIDER:
                if not User.objects.filter(email=email).exists():
                    make_account(actor=SYSTEM, email=email, name=name, roles=roles)
        opened: list[DemoCity] = []
        for city in [*CITIES, *NEIGHBOURS]:
            if city_named(city.host) is None:
                self.stderr.write(f"{city.name} ouvre ses portes…")
                _open(city)
                opened.append(city)
        for city in opened:  # what others published is there now
            _take(city)
        self.stdout.write(_accounts())


def _open(city: DemoCity) -> None:
    open_now(
        name=city.name,
        host=city.host,
        admin_email=city.identity["contact_email"],
        population=city.population,
        insee=city.insee,
        siren=city.siren,
        identity={k: v for k, v in city.identity.items() if k != "contact_email"},
    )
    found = city_named(city.host)
    if found is None:
        raise CommandError(f"{city.host} n’a pas ouvert.")
    with enter(found), transaction.atomic():
        seed = CitySeed(city, at=timezone.now())
        seed.fill()
        give(seed)


def _take(city: DemoCity) -> None:
    word = city.host.removesuffix(".localhost")
    found = city_named(city.host)
    assert found is not None
    with enter(found), transaction.atomic():
        take(word, User.objects.get(email=f"directrice@{word}.example"))


def _accounts() -> str:
    port = settings.PUBLIC_PORT
    lines = ["", f"  Mot de passe de tous les comptes : {PASSWORD}", ""]
    lines.append(f"  http://console.localhost:{port}/")
    lines += [f"      {email} ({name})" for email, name, _roles in PROVIDER]
    for city in CITIES:
        domain = f"{city.host.removesuffix('.localhost')}.example"
        lines += [f"  http://{city.host}:{port}/", f"      habitante@{domain} (une habitante)"]
        lines += [f"      {word}@{domain} ({city.names.get(word, name)})" for word, name, _ in TEAM]
    lines.append("")
    lines.append(
        "  Second facteur : la page /compte/demonstration/ de chaque site montre le code du moment."
    )
    lines.append("  Courriels : /-/courrier/ sur chaque site.")
    return "\n".join(lines)
