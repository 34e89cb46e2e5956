"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from agora.jobs import task
from billing import issuing


@task("billing.issue", queue="heavy", scope="public")
def issue(*, invoice: int) -> None:
    """Number and seal a draft, or say on it what prevents that."""
    issuing.issue(invoice)
