"""The hand behind the stage: money arrives, webhooks leave, time passes, calls fail.

POST /_control/<verb> with a JSON object of arguments; the answer is JSON.
"""

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from tests.fakestripe import money
from tests.fakestripe.deliveries import deliver, post_to, unreliable
from tests.fakestripe.world import Refusal, World

if TYPE_CHECKING:
    from tests.fakestripe.app import Application


class Puppeteer:
    """The verbs of the control address; the same may be called in the process."""

    def __init__(self, application: "Application") -> None:
        self.application = application
        self.secret = "whsec_fake_secret_of_the_simulation"
        self.webhook = ""

    @property
    def world(self) -> World:
        """The world on stage."""
        return self.application.world

    def answer(self, verb: str, body: bytes) -> tuple[int, Any]:
        """Do one verb, by HTTP."""
        known = {name: getattr(self, f"do_{name}", None) for name in [verb]}
        if not verb.isidentifier() or known[verb] is None:
            return 404, {"error": {"message": f"no such verb: {verb}"}}
        try:
            # Whoever is told may ask at once: the stage is not held while webhooks leave.
            with nullcontext() if verb == "deliver" else self.application.lock:
                said = known[verb](**json.loads(body or b"{}"))
                self.world.save()
        except (Refusal, TypeError, ValueError) as problem:
            return 400, {"error": {"message": str(problem)}}
        return 200, {"said": said}

    def do_fault(self, kind: str, method: str = "", path: str = "", times: int = 1) -> None:
        """Spoil the next calls."""
        self.application.faults.tell(kind, method=method, path=path, times=times)

    def do_heal(self) -> None:
        """Spoil nothing any more."""
        self.application.faults.forget()

    def do_advance(self, seconds: int) -> int:
        """Let time pass."""
        self.world.ahead += seconds
        return self.world.now()

    def do_receive(self, invoice: str, cents: int) -> str:
        """A bank transfer arrives for an invoice (its number or its id)."""
        paid = money.receive(self.world, self._invoice(invoice), cents)
        return paid["id"] if paid else ""

    def do_pay(self, invoice: str, cents: int) -> str:
        """Some money is counted on an invoice, through Stripe."""
        return str(money.pay_online(self.world, self._invoice(invoice), cents)["id"])

    def do_refund(self, payment: str, cents: int) -> str:
        """Money goes back."""
        found = self.world.get("InvoicePayment", payment)
        return str(money.refund(self.world, found, cents)["id"])

    def do_fail_refund(self, refund: str) -> None:
        """The money that went back comes back."""
        money.fail_refund(self.world, self.world.get("Refund", refund))

    def do_cancel(self, payment: str) -> None:
        """A payment is taken off its invoice."""
        money.cancel_payment(self.world, self.world.get("InvoicePayment", payment))

    def do_credit(self, invoice: str, cents: int) -> str:
        """Somebody makes a credit note in the dashboard."""
        return str(money.credit(self.world, self._invoice(invoice), amount=cents)["id"])

    def do_webhooks(self, url: str, secret: str = "") -> None:
        """Tell this address from now on."""
        self.webhook, self.secret = url, secret or self.secret

    def do_deliver(
        self, lost: float = 0, doubled: float = 0, shuffled: bool = False, seed: int = 0
    ) -> list[int]:
        """Tell the address what waits in the outbox, more or less; return its statuses."""
        with self.application.lock:
            waiting, self.world.outbox = self.world.outbox, []
        if not self.webhook:
            return []
        arriving = unreliable(waiting, lost=lost, doubled=doubled, shuffled=shuffled, seed=seed)
        at = self.world.now() - self.world.ahead
        return deliver(arriving, post_to(self.webhook), secret=self.secret, at=at)

    def do_state(self) -> dict[str, Any]:
        """Everything there is."""
        return self.world.objects

    def _invoice(self, name: str) -> dict[str, Any]:
        for one in self.world.objects["Invoice"].values():
            if name in (one["id"], one["number"]):
                return one
        raise Refusal(f"no invoice {name}", status=404)
