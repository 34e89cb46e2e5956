"""`agora city open|list|add-host|verify|suspend|resume|migrate`: the console's verbs, typed."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.forms import Form
from django.utils import timezone

from agora.context import public
from agora.rules import SYSTEM
from tenants import addresses, fleet, proof, queries
from tenants.actions import cities as actions
from tenants.actions import domains
from tenants.forms import HostForm, OpenCityForm
from tenants.models import City, CityState, Domain
from tenants.opening import OpeningStopped, open_now


class Command(BaseCommand):
    """Opens, lists, moves and migrates cities."""

    help = "Ouvre, liste, suspend, remet en service ou met à jour des villes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """One sub-command per verb."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        opening = verbs.add_parser("open", help="ouvrir une ville, de bout en bout")
        opening.add_argument("name")
        opening.add_argument("--host", required=True)
        opening.add_argument("--admin-email", required=True)
        opening.add_argument("--admin-name", default="")
        opening.add_argument("--kind", default="commune")
        opening.add_argument("--population", default="0")
        opening.add_argument("--insee", default="")
        opening.add_argument("--siren", default="")
        opening.add_argument("--trial", action="store_true", help="commencer par un essai")
        verbs.add_parser("list", help="lister les villes")
        for verb, words in (
            ("suspend", "remplacer le site par une page fixe"),
            ("read-only", "passer en lecture seule"),
            ("archive", "clore"),
            ("resume", "remettre en service"),
        ):
            moving = verbs.add_parser(verb, help=words)
            moving.add_argument("city", help="nom d’hôte, nom ou schéma")
            moving.add_argument("--reason", required=verb != "resume", default="")
        adding = verbs.add_parser("add-host", help="ajouter une adresse à une ville")
        adding.add_argument("city", help="nom d’hôte, nom ou schéma")
        adding.add_argument("host")
        proving = verbs.add_parser(
            "verify", help="lire la zone d’une adresse, et dire ce qui manque"
        )
        proving.add_argument("host")
        verbs.add_parser("migrate", help="mettre à jour les villes en retard")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dispatch."""
        getattr(self, f"_{options['verb'].replace('-', '_')}")(options)

    def _open(self, options: dict[str, Any]) -> None:
        target = CityState.TRIAL if options["trial"] else CityState.LIVE
        with public():
            form = OpenCityForm({**options, "target_state": target})
            if not form.is_valid():
                raise CommandError("\n".join(form_errors(form)))
        try:
            city = open_now(**form.cleaned_data)
        except OpeningStopped as stopped:
            raise CommandError(str(stopped)) from stopped
        self.stdout.write(f"{city.name} est ouverte : {city.ref.host} ({city.schema_name})")
        with public():
            for domain in queries.hosts_of(city):
                if domain.verified_at is None:
                    self._tell(domain)

    def _list(self, options: dict[str, Any]) -> None:
        with public():
            for city in queries.cities():
                self.stdout.write(
                    f"{city.schema_name or '':<16} {city.get_state_display():<16} "
                    f"{city.host or '':<40} {city.name}"
                )

    def _suspend(self, options: dict[str, Any]) -> None:
        self._move(actions.suspend_city, options)

    def _read_only(self, options: dict[str, Any]) -> None:
        self._move(actions.make_read_only, options)

    def _archive(self, options: dict[str, Any]) -> None:
        self._move(actions.archive_city, options)

    def _resume(self, options: dict[str, Any]) -> None:
        self._move(actions.put_live, options)

    def _move(self, verb: Any, options: dict[str, Any]) -> None:
        schema = self._schema(options["city"])
        with public():
            city = City.objects.get(schema_name=schema)
            if verb.verb.name != "city.put_live" and not options["reason"]:
                raise CommandError("Donnez un motif.")
            verb(actor=SYSTEM, city=city, reason=options["reason"])
            self.stdout.write(f"{city.name} : {city.get_state_display()}")

    def _schema(self, name: str) -> str:
        ref = queries.city_named(name)
        if ref is None:
            raise CommandError(f"Aucune ville ne s’appelle « {name} ».")
        return ref.schema

    def _add_host(self, options: dict[str, Any]) -> None:
        schema = self._schema(options["city"])
        with public():
            form = HostForm(options)
            if not form.is_valid():
                raise CommandError("\n".join(form_errors(form)))
            city = City.objects.get(schema_name=schema)
            domain = domains.add_host(actor=SYSTEM, city=city, **form.cleaned_data)
            self._tell(domain)

    def _verify(self, options: dict[str, Any]) -> None:
        with public():
            domain = queries.host_named(options["host"])
            found = proof.check(domain.pk, at=timezone.now()) if domain else None
            if found is None:
                raise CommandError(f"Aucune ville ne répond à « {options['host']} ».")
            self._tell(found)
        if found.problem:
            raise CommandError("La zone ne dit pas tout ce qu’il faut.")

    def _tell(self, domain: Domain) -> None:
        self.stdout.write(f"{domain.host} : {addresses.state_of(domain)}")
        for line in [*(str(one.label) for one in domain.problems), addresses.caution_of(domain)]:
            if line:
                self.stdout.write(f"  {line}")
        if domain.verified_at is None:
            self.stdout.write(addresses.zone_of(domain))

    def _migrate(self, options: dict[str, Any]) -> None:
        run = fleet.migrate(progress=self._progress)
        if run is None:
            self.stdout.write("Toutes les villes sont à jour.")
        elif run.state != "done":
            raise CommandError("La mise à jour s’est arrêtée : voir la page Versions.")

    def _progress(self, number: int, total: int, name: str) -> None:
        self.stdout.write(f"{number}/{total} {name}")


def form_errors(form: Form) -> list[str]:
    """Each field and what is wrong with it."""
    return [
        f"{form.fields[name].label} : {message}"
        for name, messages in form.errors.items()
        for message in messages
    ]
