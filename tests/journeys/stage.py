"""What a real browser needs: a database whose data stay, a city lived in, a server on a port."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import caches
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections, transaction
from django.utils import timezone

from agora.context import CityRef, directory, enter, public
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from participation.demo.actions import SECRET, make_account
from participation.demo.cities import Asked, DemoCity
from participation.demo.plans import drawing
from participation.demo.seed import CitySeed
from tenants.models import City, Domain
from tenants.opening import open_now
from tests.factories.billing import make_provider
from tests.factories.city_books import plant

DIRECTOR = "directrice@valmont.example"
RESIDENT = "habitante@valmont.example"
OPERATOR = "exploitation@agora.example"
# A code of the telephone is good once, for thirty seconds: whoever comes in twice in a row is two.
DEPUTY = "adjointe@valmont.example"
ACCOUNTANT = "finances@valmont.example"
NIGHT_OPERATOR = "nuit@agora.example"

SECTORS = ["Le Bourg", "Les Vignes", "La Grange", "Haut-Clos"]
VALMONT = DemoCity(
    "Valmont",
    "valmont.localhost",
    8_200,
    "71990",
    "217100999",
    24,
    {
        "theme_colour": "#7A2E3A",
        "tagline": "Huit mille habitants, autant d’avis.",
        "address": "Mairie\n1, place de l’Église",
        "phone": "03 99 00 78 90",
        "contact_email": "mairie@valmont.example",
        "publisher": "La maire de Valmont",
        "outline": drawing(
            [1, 2, 7, 3], SECTORS, lambda p: (p[0] * 0.9, 460 - p[1]), water=False, at=(46.3, 4.8)
        ),
    },
    SECTORS,
    [
        Asked(
            "La place de l’Église",
            "Un marché, des arbres, moins de voitures ?",
            "Refaire la place avec ceux qui y passent",
            "2024-05-13", "2024-09-20", ("place",), 8, 16,
            restitution="La place est plantée de douze tilleuls, le marché y revient.",
        ),
        Asked(
            "Le parc des Vignes : que garder, que changer ?",
            "Les travaux commencent au printemps : ce que vous écrivez entre dans le plan.",
            "Écrire avec les habitants le programme des travaux du parc",
            "-40", "+18", ("parc",), 14, 40,
            state="open", sector=2, workshops=2, meetings_ahead=2,
            question="Le chemin du haut doit-il fermer aux voitures le dimanche ?",
        ),
    ],
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """The running site: its city, its port."""

    city: CityRef
    port: int

    def url(self, path: str = "/", host: str = "") -> str:
        """Address of a page, of the city's host unless told."""
        return f"http://{host or self.city.host}:{self.port}{path}"

    def console(self, path: str = "/") -> str:
        """Address of a page of the provider."""
        return self.url(path, settings.PROVIDER_HOST)


@contextmanager
def played_in(database: str) -> Iterator[None]:
    """Lead Django to `database`, whose rows stay when a test ends; forget what was kept of it."""
    usual = connections.settings["default"]["NAME"]
    _forget()
    connections.settings["default"]["NAME"] = database
    try:
        yield
    finally:
        _forget()
        connections.settings["default"]["NAME"] = usual


def _forget() -> None:
    connections.close_all()
    directory.forget()
    caches["local"].clear()


def furnish() -> CityRef:
    """Open a city, fill it as the demonstration does, and give the provider somebody."""
    identity = dict(VALMONT.identity)
    opened = open_now(
        name=VALMONT.name,
        host=VALMONT.host,
        population=VALMONT.population,
        admin_email=identity.pop("contact_email"),
        identity=identity,
    )
    with enter(opened.ref), transaction.atomic():
        CitySeed(VALMONT, at=timezone.now()).fill()
        make_account(actor=SYSTEM, email=DEPUTY, name="Inès Marchetti", roles=("director",))
    with public(), transaction.atomic():
        for email, name in ((OPERATOR, "Maud Exploitation"), (NIGHT_OPERATOR, "Noé Veilleur")):
            roles = ("provider_operations", "provider_billing_approver", "provider_club")
            make_account(actor=SYSTEM, email=email, name=name, roles=roles)
        make_provider()
        plant_hosts(City.objects.get(schema_name=opened.ref.schema))
        plant(City.objects.get(schema_name=opened.ref.schema), mark=VALMONT.name)
    return opened.ref


def plant_hosts(city: City) -> None:
    """Give a city hosts in each state; noted as a job would, for here no zone is to be asked."""
    now = timezone.now()
    told = {"city": city, "is_primary": False, "checked_at": now}
    Domain.objects.create(
        host="participez.valmont.example",
        becomes_primary=True,
        problem="no_proof elsewhere",
        refused_by="digicert.com",
        **told,
    )
    Domain.objects.create(
        host="avis.valmont.example",
        verified_at=now - timedelta(days=90),
        lost_since=now,
        problem="nowhere",
        **told,
    )


def code(secret: str = SECRET) -> str:
    """Read the code a telephone shows now, that of the demonstration's people unless told."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def forget_files() -> None:
    """Drop the letters of an earlier run in this process."""
    shutil.rmtree(settings.DATA_DIR / "mail", ignore_errors=True)


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.0"  # one request a thread: none lives on with a connection open

    def log_message(self, *args: Any) -> None:
        """Say nothing: the browser reports what fails."""


class _Server(ThreadedWSGIServer):
    daemon_threads = False

    def handle_error(self, *args: Any) -> None:
        """A browser that leaves while it is answered is no error."""


@contextmanager
def serving() -> Iterator[int]:
    """Answer on a free port of this machine, as the web server of production would."""
    from agora.conf.wsgi import application  # noqa: PLC0415  (it speaks to the database)

    server = _Server(("127.0.0.1", 0), _Quiet, ipv6=False)
    server.set_app(application)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    usual, settings.PUBLIC_PORT = settings.PUBLIC_PORT, server.server_port
    try:
        yield server.server_port
    finally:
        settings.PUBLIC_PORT = usual
        server.shutdown()
        server.server_close()
        thread.join()


def let_the_worker_work() -> list[str]:
    """Run what waits in the queue, as the worker does: in a thread without a browser's loop."""

    def work() -> list[str]:
        try:
            return run_pending()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as worker:
        return worker.submit(work).result()
