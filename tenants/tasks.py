"""Jobs of the provider's side; those of the `ops` queue need the owner's login. One is a city's."""

from agora.jobs import task
from tenants import club, fingerprint, fleet, saga, spares


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
