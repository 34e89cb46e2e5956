"""What is asked of the rail, put in the queue in the transaction of whoever asks.

Each thing is done one at a time, and asked once while it waits. Without a key nothing is queued:
`billing.catch_up` finds later what was never mirrored.
"""

from agora.jobs.queue import enqueue_once
from billing import gateway


def leads_to_money(about: str) -> bool:
    """Tell whether a thing of Stripe's is looked at: an invoice, or an intent that paid one."""
    return about.startswith(("in_", "pi_"))


def pull(about: str) -> None:
    """Look at an invoice or an intent at Stripe; other things are nothing of the books."""
    if leads_to_money(about):
        enqueue_once(
            "billing.pull",
            once=f"stripe.pull:{about}",
            lock=f"stripe:{about}",
            scope="public",
            about=about,
        )


def mirror_account(account: int) -> None:
    """Show a payer as a customer, and ask where its transfers go."""
    _mirror("billing.mirror_account", account=account)


def mirror_invoice(invoice: int) -> None:
    """Show an issued invoice."""
    _mirror("billing.mirror_invoice", invoice=invoice)


def mirror_credit(credit: int) -> None:
    """Show an issued credit note."""
    _mirror("billing.mirror_credit", credit=credit)


def mirror_receipt(allocation: int) -> None:
    """Tell of the part of a receipt that was given to an invoice."""
    _mirror("billing.mirror_receipt", allocation=allocation)


def compare() -> None:
    """Hold every invoice against its mirror."""
    enqueue_once("billing.compare", once="billing.compare", scope="public")


def _mirror(name: str, **ids: int) -> None:
    if gateway.rail_is_on():
        [number] = ids.values()
        key = f"{name}:{number}"
        enqueue_once(name, once=key, lock=key, scope="public", **ids)
