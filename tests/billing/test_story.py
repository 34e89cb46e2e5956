"""The story of an invoice, in the order of its days."""

from datetime import date

import pytest

from billing import story
from billing.queries.invoices import invoice_or_404
from tests.factories.billing import issued, make_account, note_status, paid

pytestmark = pytest.mark.django_db


def test_deliveries_and_money_stand_on_one_thread(books):
    invoice = issued(make_account(), on=date(2026, 2, 2))
    paid(invoice, 500_000, on=date(2026, 3, 9))
    note_status(
        invoice, "DEPOSEE", on=date(2026, 2, 3), chorus_number="CPP-1", note="par le portail"
    )
    told = story.of(invoice_or_404(invoice.uid, date(2026, 4, 1)))

    assert [(one.on, one.title, one.text, one.cents) for one in told["moments"]] == [
        (date(2026, 2, 2), "Émise", invoice.number, None),
        (date(2026, 2, 3), "Déposée", "CPP-1 · par le portail", None),
        (date(2026, 3, 9), "Paiement reçu", "", 500_000),
    ]
    assert [fact.kind for fact in told["facts"]] == ["invoice", "payment"]
    credit = issued(invoice.account, kind=381, corrects=invoice, on=date(2026, 3, 10))
    assert list(story.of(invoice_or_404(invoice.uid, date(2026, 4, 1)))["credit_notes"]) == [credit]
