"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from agora.jobs import task
from billing import issuing, planning
from billing.clock import today


@task("billing.issue", queue="heavy", scope="public")
def issue(*, invoice: int) -> None:
    """Number and seal a draft, or say on it what prevents that."""
    issuing.issue(invoice)


@task("billing.plan", queue="heavy", scope="public")
def plan() -> None:
    """Expire quotes, renew contracts, plan what falls due and ask for its references."""
    planning.plan(today())


@task("billing.link_city", scope="public")
def link_city(*, town: int) -> None:
    """Look for the payer of a city being opened."""
    planning.link_city(town)
