"""A certificate on the first handshake of a proven host, and none for anybody else."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from agora.context import APP_LOGIN, public
from agora.devdb import Params
from agora.jobs.testing import run_pending
from agora.rules import SYSTEM
from tenants import certificates
from tenants.actions import domains
from tenants.models import City, Domain
from tests.harness.ports import free_ports
from tests.harness.zones import Zones, answering
from tests.infra import edge

PROVEN, PLANTED = "participez.villeneuve.example", "participez.montclair.example"
UNKNOWN, EDGE = "inconnu.example", "edge.agora.example"
EVERYWHERE = {"AGORA_BASE_DOMAIN": "agora.example", "AGORA_HTTPS": "1"}


@pytest.fixture
def zones(settings):
    """The zones of everybody: all lead to this machine, only one proves anything."""
    found = Zones()
    for host in (EDGE, PROVEN, UNKNOWN):
        found.write(f"{host}. 60 IN A 127.0.0.1")
    found.write(f"{PLANTED}. 60 IN CNAME {EDGE}.")
    with answering(found) as resolver:
        settings.EDGE = replace(settings.EDGE, host=EDGE, addresses=(), resolver=resolver)
        yield found


@pytest.fixture
def planted(cities, transactional_db):
    """A second host of Montclair that nobody has proven, beside a proven one of Villeneuve."""
    with public():
        by_name = {city.name: city for city in City.objects.all()}
        Domain.objects.create(
            city=by_name["Villeneuve"],
            host=PROVEN,
            is_primary=False,
            verified_at=timezone.now(),
        )
        return domains.add_host(actor=SYSTEM, city=by_name["Montclair"], host=PLANTED)


@pytest.fixture
def visitor(planted, zones, server, settings, tmp_path):
    """A whole edge: authority, Caddy with our Caddyfile, `agora serve` on the test database."""
    http_port, https_port = free_ports(2)
    params: Params = server
    name = connections.settings["default"]["NAME"]
    database = params.url(user=APP_LOGIN, dbname=name)
    resolver = settings.EDGE.resolver
    with (
        edge.authority(
            http=http_port, https=https_port, resolver=resolver, folder=tmp_path
        ) as signer,
        edge.web(database, EVERYWHERE, tmp_path) as (site, inside),
        edge.caddy(
            upstreams=[site],
            ask=[inside],
            signer=signer,
            ports=(http_port, https_port),
            folder=tmp_path,
        ) as journal,
    ):
        found = edge.Visitor(signer.root(), (http_port, https_port))
        found.signer, found.journal = signer, journal
        yield found


def test_a_proven_host_gets_its_certificate_at_once_and_nobody_else_any(
    visitor, planted, zones, settings, figure
):
    began = time.perf_counter()
    answer, page, names = visitor.get(PROVEN)
    took = time.perf_counter() - began
    figure("tls_first_handshake", took, "s", "(told)", ok=True)
    assert (answer.status, names) == (200, [PROVEN])
    assert "Villeneuve" in page
    assert "Montclair" not in page

    for host in (UNKNOWN, PLANTED, "127.0.0.1", "montclair.localhost.evil.example"):
        assert visitor.is_refused(host)
    assert visitor.signer.orders() == 1
    assert UNKNOWN not in visitor.signer.saw()
    assert PLANTED not in visitor.signer.saw()

    zones.write(f'{planted.proof_name}. 60 IN TXT "{planted.proof}"')
    with public():
        domains.ask_proof(actor=SYSTEM, domain=planted)
    run_pending()
    time.sleep(2.1)  # the web server reads the directory again every two seconds
    answer, page, names = visitor.get(PLANTED)
    assert (answer.status, names) == (200, [PLANTED])
    assert "Montclair" in page
    assert visitor.signer.orders() == 2

    settings.PUBLIC_PORT = visitor.https_port
    with public():
        seen = certificates.look(Domain.objects.get(host=PROVEN).pk).certificate_until
    assert timezone.now() + timedelta(days=30) < seen  # as Pebble gives them: for years

    moved = visitor.plain(PROVEN, "/concertations/?etat=open")
    assert moved.status == 308
    there = moved.headers["Location"].replace(f":{visitor.https_port}", "")
    assert there == f"https://{PROVEN}/concertations/?etat=open"

    inside, _page, _names = visitor.get(PROVEN, "/-/ready")
    assert inside.status == 404  # answered by the edge: the probe says 200 to our own machines
    journal = visitor.journal.read_text()
    assert '"uri":"/-/ready"' in journal
    assert "etat=open" not in journal
    assert '"remote_ip":' not in journal
