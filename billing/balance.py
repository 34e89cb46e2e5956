"""What an invoice is owed: a pure function of its facts, so their order cannot matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models import FactKind


class Payment(models.TextChoices):
    """Where the payment of an invoice stands; nothing of its delivery is in it."""

    UNPAID = "unpaid", _("À payer")
    PART_PAID = "part_paid", _("Payée en partie")
    PAID = "paid", _("Payée")
    OVERPAID = "overpaid", _("Trop payée")
    CREDITED = "credited", _("Annulée par avoir")


class Told(Protocol):
    """A fact, as far as a balance needs it."""

    @property
    def kind(self) -> str: ...

    @property
    def cents(self) -> int: ...


@dataclass(frozen=True)
class Balance:
    """Sums of facts, in cents including VAT."""

    owed: int = 0
    credited: int = 0
    received: int = 0
    returned: int = 0

    @property
    def paid(self) -> int:
        """What came and stayed."""
        return self.received - self.returned

    @property
    def due(self) -> int:
        """What is still owed; below zero if too much came."""
        return self.owed - self.credited - self.paid

    @property
    def state(self) -> Payment:
        """The state these sums say."""
        if self.due < 0:
            return Payment.OVERPAID
        if self.due == 0:
            return Payment.PAID if self.paid > 0 else Payment.CREDITED
        return Payment.PART_PAID if self.paid > 0 else Payment.UNPAID


def balance(facts: Iterable[Told]) -> Balance:
    """Add facts up; each is there once, in any order."""
    sums = dict.fromkeys(FactKind.values, 0)
    for fact in facts:
        sums[fact.kind] += fact.cents
    return Balance(
        owed=sums[FactKind.INVOICE],
        credited=sums[FactKind.CREDIT],
        received=sums[FactKind.PAYMENT],
        returned=sums[FactKind.REVERSAL],
    )
