"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from agora.jobs import task
from agora.rules import SYSTEM
from billing import issuing
from billing.actions.dunning import open_steps
from billing.clock import today
from billing.queries import dunning


@task("billing.issue", queue="heavy", scope="public")
def issue(*, invoice: int) -> None:
    """Number and seal a draft, or say on it what prevents that."""
    issuing.issue(invoice)


@task("billing.open_dunning", scope="public")
def open_dunning() -> None:
    """Open the steps that late invoices have reached today; nothing is sent."""
    for conversation, _steps in dunning.to_open(today()):
        open_steps(actor=SYSTEM, invoice=conversation.invoice)
