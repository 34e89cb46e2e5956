"""Jobs of the provider's side; those of the `ops` queue need the owner's login. One is a city's."""

from agora.jobs import task
from tenants import club, fleet, saga, spares


@task("tenants.set_up", queue="ops", scope="public")
def set_up(*, run: int) -> None:
    """Run what remains of an opening, then build the spare that it took."""
    if saga.run_setup(run):
        spares.refill()


@task("tenants.refill_spares", queue="ops", scope="public")
def refill_spares() -> None:
    """Keep spares of this release waiting."""
    spares.refill()


@task("tenants.check_fleet", queue="ops", scope="public")
def check_fleet() -> None:
    """Read the fingerprints in the schemas themselves: the nightly truth."""
    fleet.read_fingerprints()


@task("tenants.check_grants")
def check_grants() -> None:
    """Close the club to those of this city who are of its team no more: the net of each hour."""
    club.close_stale()
