"""Noting what Chorus Pro says of a document; a wrong row is answered by a later one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agora.action import action
from billing import rules
from billing.clock import day_of, now
from billing.delivery import delivery
from billing.models import Chorus, DeliveryEvent, Invoice, InvoiceState, signed_by
from billing.refusals import NotPossible

REASONED = (Chorus.A_RECYCLER, Chorus.SUSPENDUE, Chorus.REJETEE)
"""Statuses that mean nothing without the buyer's reason."""


@dataclass(frozen=True)
class Status:
    """A status as read in Chorus Pro.

    `service_code` and `engagement` are the routing corrected in the portal for a new attempt: the
    document keeps its number and its bytes. `starts_over`: what was noted before was a mistake.
    """

    code: str
    at: datetime
    chorus_number: str = ""
    note: str = ""
    service_code: str = ""
    engagement: str = ""
    starts_over: bool = False


@action("invoice.delivery_noted", rule=rules.runs_billing, operator=True)
def note_delivery(*, actor: Any, invoice: Invoice, status: Status) -> DeliveryEvent:
    """Keep a status of a document; told twice, it is kept once. Raises NotPossible.

    A deposit after « à recycler » opens a new attempt, and so does starting over: the last attempt
    alone counts, so nothing has to be taken back.
    """
    # Without the key: facts of this document may be noted meanwhile.
    found = Invoice.objects.select_for_update(of=("self",), no_key=True).get(pk=invoice.pk)
    _check(found, status)
    seen = list(found.deliveries.all())
    now_at = delivery(seen, payment_days=found.payment_days)
    attempt = max(1, now_at.attempt)
    told = {"code": status.code, "at": status.at, "chorus_number": status.chorus_number}
    same = found.deliveries.filter(attempt=attempt, **told)
    if status.starts_over:
        # The same words in the attempt left behind are no repetition, in the last row they are.
        same = same.filter(pk=max((one.pk for one in seen), default=0))
    if known := same.first():
        return known
    again = status.code == Chorus.DEPOSEE and now_at.status == Chorus.A_RECYCLER
    if now_at.status == Chorus.REJETEE and not status.starts_over:
        raise NotPossible(
            "rejected",
            "code",
            _("Rejetée\u00a0: faites un avoir, puis une nouvelle facture."),
        )
    if seen and (again or status.starts_over):
        attempt += 1
    return DeliveryEvent.objects.create(
        invoice=found,
        attempt=attempt,
        note=status.note,
        service_code=status.service_code,
        engagement=status.engagement,
        **told,
        **signed_by(actor),
    )


def _check(invoice: Invoice, status: Status) -> None:
    if invoice.state != InvoiceState.ISSUED or invoice.issued_on is None:
        raise NotPossible(
            "draft", "code", _("Un brouillon ne se dépose pas\u00a0: émettez-le d’abord.")
        )
    if status.at > now():
        raise NotPossible("future", "on", _("Cette date n’est pas encore venue."))
    if day_of(status.at) < invoice.issued_on:
        raise NotPossible(
            "before_issue",
            "on",
            _("La facture n’existait pas encore\u00a0: elle est du %(day)s.")
            % {"day": f"{invoice.issued_on:%d/%m/%Y}"},
        )
    if status.code in REASONED and not status.note:
        raise NotPossible("reason", "note", _("Recopiez le motif que Chorus Pro affiche."))
