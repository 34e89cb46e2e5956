"""What a Stripe account in test mode remembers: objects, events, keys, and what time it is there.

Everything is a plain dictionary shaped like an answer of Stripe, so that a world can be written
down as JSON and read back. Amounts are whole cents, times seconds since 1970.
"""

import copy
import json
import time
from pathlib import Path
from typing import Any

from tests.fakestripe.contract import blank, unfit

DAY = 24 * 3600
KEYS_LIVE = DAY
EVENTS_LIVE = 30 * DAY
VERSION = "2026-10-28.endive"
PREFIX = {
    "Customer": "cus",
    "Invoice": "in",
    "InvoiceItem": "ii",
    "InvoiceLineItem": "il",
    "InvoicePayment": "inpay",
    "PaymentRecord": "pr",
    "CreditNote": "cn",
    "Refund": "re",
    "Event": "evt",
    "WebhookEndpoint": "we",
    "CustomerCashBalanceTransaction": "ccsbtxn",
}


class Refusal(Exception):
    """An answer of Stripe that says no."""

    def __init__(self, message: str, *, status: int = 400, **said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = {"type": "invalid_request_error", "message": message, **said}


class World:
    """One account. `file` keeps it between two runs of the demonstration."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.ahead = 0
        self.objects: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in PREFIX}
        self.keys: dict[str, dict[str, Any]] = {}
        self.outbox: list[dict[str, Any]] = []
        self.calls: list[list[str]] = []
        self.count = 0
        if file is not None and file.is_file():
            self.__dict__ |= json.loads(file.read_text(encoding="utf-8"))

    def save(self) -> None:
        """Write the world down, if it has a file."""
        if self.file is not None:
            kept = {name: value for name, value in vars(self).items() if name != "file"}
            draft = self.file.with_suffix(".draft")
            draft.write_text(json.dumps(kept), encoding="utf-8")
            draft.replace(self.file)

    def now(self) -> int:
        """Tell the time there: ours, and whatever was added to it."""
        return int(time.time()) + self.ahead

    def make(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Create an object, with every field its class always has; refuse to invent others."""
        made = {**blank(kind), **facts}
        made["id"] = self.new_id(kind)
        if "created" in made:
            made["created"] = self.now()
        if problems := unfit(kind, made):
            raise AssertionError(problems)
        self.objects[kind][made["id"]] = made
        return made

    def new_id(self, kind: str) -> str:
        """Draw an id: in the order of creation, and shaped like Stripe's."""
        self.count += 1
        return f"{PREFIX.get(kind, 'obj')}_1Fake{self.count:014d}"

    def get(self, kind: str, name: str, param: str = "id") -> dict[str, Any]:
        """Find an object, or refuse as Stripe does."""
        found = self.objects[kind].get(name)
        if found is None:
            raise Refusal(
                f"No such {kind.lower()}: '{name}'",
                status=404,
                code="resource_missing",
                param=param,
            )
        return found

    def newest_first(self, kind: str) -> list[dict[str, Any]]:
        """Every object of a kind, as a list of Stripe shows them."""
        return list(reversed(self.objects[kind].values()))

    def event(self, name: str, thing: dict[str, Any]) -> dict[str, Any]:
        """Tell what happened: kept thirty days, and put in the outbox for the webhooks."""
        made = self.make(
            "Event",
            type=name,
            api_version=VERSION,
            data={"object": copy.deepcopy(thing)},
            pending_webhooks=1,
        )
        self.outbox.append(made)
        return made

    def events(self) -> list[dict[str, Any]]:
        """The events still to be had."""
        since = self.now() - EVENTS_LIVE
        return [one for one in self.newest_first("Event") if one["created"] > since]
