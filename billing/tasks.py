"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from django.conf import settings

from agora.jobs import task
from agora.rules import SYSTEM
from billing import demo, gateway, issuing, mirror, planning, watch
from billing.actions.dunning import open_steps
from billing.clock import today
from billing.queries import dunning

# A key of idempotency lives a day, and may say no all that time: patience goes beyond.
ANOTHER_DAY = 16


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


@task("billing.mirror_account", scope="public", patience=ANOTHER_DAY)
def mirror_account(*, account: int) -> None:
    """Show a payer at Stripe."""
    mirror.show_account(account)


@task("billing.mirror_invoice", scope="public", patience=ANOTHER_DAY)
def mirror_invoice(*, invoice: int) -> None:
    """Show an issued invoice at Stripe."""
    mirror.show_invoice(invoice)


@task("billing.mirror_credit", scope="public", patience=ANOTHER_DAY)
def mirror_credit(*, credit: int) -> None:
    """Show an issued credit note at Stripe."""
    mirror.show_credit(credit)


@task("billing.mirror_receipt", scope="public", patience=ANOTHER_DAY)
def mirror_receipt(*, allocation: int) -> None:
    """Tell Stripe of money that came to our bank."""
    mirror.show_receipt(allocation)


@task("billing.pull", scope="public", patience=ANOTHER_DAY)
def pull(*, about: str) -> None:
    """Ask Stripe what was paid on an invoice, or by an intent."""
    mirror.pull(about)


@task("billing.catch_up", scope="public")
def catch_up() -> None:
    """Each hour: take what no webhook told, show what was never shown."""
    if gateway.rail_is_on():
        watch.catch_up()


@task("billing.compare", scope="public", queue="heavy")
def compare() -> None:
    """Each week: hold every invoice against its mirror, to the cent."""
    if gateway.rail_is_on():
        watch.compare()
