"""Jobs of the provider's side; those of the `ops` queue need the owner's login."""

from agora.jobs import task
from tenants import fleet, saga, spares


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
