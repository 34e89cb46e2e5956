"""An issued invoice, as Stripe shall show it: the same amounts, and VAT as lines of their own.

In French whoever reads: it mirrors the original.
"""

from collections.abc import Sequence
from decimal import Decimal

from billing.models import Invoice, Rail
from billing.rail import Line, Paper

MOST_LINES = 10
"""What Stripe shows with an invoice; the gateway finds nothing again beyond."""


def paper_of(invoice: Invoice, *, customer: str) -> Paper:
    """Tell an issued invoice in cents and plain words."""
    assert invoice.number is not None
    assert invoice.issued_on is not None
    fields = {
        "Engagement": invoice.engagement,
        "Code service": invoice.service_code,
        "Marché": invoice.market_ref,
    }
    return Paper(
        ref=str(invoice.uid),
        number=invoice.number,
        customer=customer,
        on=invoice.issued_on,
        payment_days=invoice.payment_days,
        lines=_lines(invoice),
        cents=invoice.ttc_cents,
        fields={name: value for name, value in fields.items() if value},
        transfer=invoice.account.rail == Rail.STRIPE_TRANSFER,
    )


def _lines(invoice: Invoice) -> Sequence[Line]:
    # One line a rate: Stripe's own taxes round line by line, and drift from ours.
    taxes = [
        Line(f"TVA {_percent(tax['rate'])}", tax["tax_cents"])
        for tax in invoice.taxes
        if tax["tax_cents"]
    ]
    lines = [Line(line.label, line.net_cents) for line in invoice.lines.all()]
    if len(lines) + len(taxes) > MOST_LINES:
        lines = [
            Line(f"Prestations à {_percent(tax['rate'])} de TVA", tax["base_cents"])
            for tax in invoice.taxes
        ]
    return [*lines, *taxes]


def _percent(rate: str) -> str:
    return f"{Decimal(rate).normalize():f}".replace(".", ",") + "\u00a0%"
