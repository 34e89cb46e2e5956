"""The story of an invoice: issued, on its way, paid; and why its state is what it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from billing.clock import day_of
from billing.models import Chorus, FactKind
from billing.queries.invoices import Standing


@dataclass(frozen=True)
class Moment:
    """One dot of the thread."""

    on: date
    title: str
    text: str = ""
    cents: int | None = None


def of(standing: Standing) -> dict[str, Any]:
    """What a page of an original shows: its moments in order, and its facts."""
    invoice = standing.invoice
    facts = list(invoice.facts.order_by("effective_on", "pk"))
    return {
        "moments": _moments(standing, facts),
        "facts": facts,
        "credit_notes": invoice.credit_notes.order_by("pk"),
    }


def _moments(standing: Standing, facts: list[Any]) -> list[Moment]:
    invoice = standing.invoice
    told: list[Moment] = []
    if invoice.issued_on:
        told.append(Moment(invoice.issued_on, _("Émise"), invoice.number or ""))
    for event in invoice.deliveries.all():
        text = " · ".join(part for part in (event.chorus_number, event.note) if part)
        told.append(Moment(day_of(event.at), str(Chorus(event.code).label), text))
    for fact in facts:
        if fact.kind != FactKind.INVOICE:
            label = str(FactKind(fact.kind).label)
            told.append(Moment(fact.effective_on, label, cents=fact.cents))
    return sorted(told, key=lambda moment: moment.on)
