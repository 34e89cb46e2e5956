"""Jobs of the provider's side; those of the `ops` queue need the owner's login. One is a city's."""

from contextlib import suppress

from django.conf import settings
from django.utils import timezone

from agora.jobs import task
from agora.jobs.queue import enqueue_once
from agora.rules import SYSTEM
from tenants import certificates, club, fingerprint, fleet, proof, queries, saga, spares, zones
from tenants.actions.domains import give_immediate_host


@task("tenants.set_up", queue="ops", scope="public")
def set_up(*, run: int) -> None:
    """Run what remains of an opening, then build the spare that it took."""
    if saga.run_setup(run):
        spares.refill()


@task("tenants.refill_spares", queue="ops", scope="public")
def refill_spares() -> None:
    """Keep spares of this release waiting."""
    spares.refill()


class AnotherRelease(Exception):
    """The cities are to be brought to a release that this process is not of: a newer one will."""


@task("tenants.migrate_fleet", queue="ops", scope="public", rest=60, patience=100)
def migrate_fleet(*, goal: str) -> None:
    """Bring the cities to the release that asked; while workers change, an old one declines."""
    if goal != fingerprint.target():
        raise AnotherRelease(goal)
    fleet.migrate()


@task("tenants.check_fleet", queue="ops", scope="public")
def check_fleet() -> None:
    """Read the fingerprints in the schemas themselves: the nightly truth."""
    fleet.read_fingerprints()


@task("tenants.check_grants")
def check_grants() -> None:
    """Close the club to those of this city who are of its team no more: the net of each hour."""
    club.close_stale()


@task("tenants.verify_domain", scope="public", patience=3)
def verify_domain(*, domain: int) -> None:
    """Ask the zone of a host whether it proves it, or still leads to us."""
    proof.check(domain, at=timezone.now())


@task("tenants.check_domains", scope="public")
def check_domains() -> None:
    """Every day: look at every zone that is not ours; give a city without address of ours one."""
    for city in queries.without_immediate_host():
        give_immediate_host(actor=SYSTEM, city=city)
    for number in queries.hosts_to_check():
        enqueue_once(
            "tenants.verify_domain", once=f"domain:{number}", scope="public", domain=number
        )


@task("tenants.look_at_certificate", scope="public", patience=3)
def look_at_certificate(*, domain: int) -> None:
    """See until when the certificate of a host is good."""
    with suppress(certificates.Unseen, zones.Silent):  # seen tomorrow, or missed by the alert
        certificates.look(domain)


@task("tenants.look_at_certificates", scope="public")
def look_at_certificates() -> None:
    """Every day: look at the certificate of every host that should have one."""
    for number in queries.hosts_with_certificate() if settings.HTTPS else ():
        enqueue_once(
            "tenants.look_at_certificate", once=f"tls:{number}", scope="public", domain=number
        )
