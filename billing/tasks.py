"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from django.conf import settings

from agora.jobs import task
from agora.rules import SYSTEM
from billing import demo, issuing, planning
from billing.actions.dunning import open_steps
from billing.clock import today
from billing.queries import dunning


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


@task("billing.open_dunning", scope="public")
def open_dunning() -> None:
    """Open the steps that late invoices have reached today; nothing is sent."""
    for conversation, _steps in dunning.to_open(today()):
        open_steps(actor=SYSTEM, invoice=conversation.invoice)


@task("billing.write_demo", scope="public")
def write_demo() -> None:
    """Write the books of the demonstration, where there is one."""
    if settings.DEMO:
        demo.write(today())
