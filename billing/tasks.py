"""Jobs of billing, all at the provider's; ids in, one step out, safe to run twice."""

from agora.jobs import task
from billing import gateway, issuing, mirror, watch

# A key of idempotency lives a day, and may say no all that time: patience goes beyond.
ANOTHER_DAY = 16


@task("billing.issue", queue="heavy", scope="public")
def issue(*, invoice: int) -> None:
    """Number and seal a draft, or say on it what prevents that."""
    issuing.issue(invoice)


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
