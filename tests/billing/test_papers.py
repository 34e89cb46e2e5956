"""An invoice told to Stripe comes to the same cent, however many lines it has."""

from decimal import Decimal

import pytest

from billing.models import Invoice, InvoiceLine, InvoiceState, Rail
from billing.papers import MOST_LINES, paper_of
from tests.factories.billing import issued, make_account

pytestmark = pytest.mark.django_db


def drafted(account, *, lines, taxes):
    """An invoice as it would be issued, without its number taken."""
    net = sum(tax["base_cents"] for tax in taxes)
    vat = sum(tax["tax_cents"] for tax in taxes)
    invoice = Invoice.objects.create(
        account=account, taxes=taxes, ht_cents=net, vat_cents=vat, ttc_cents=net + vat
    )
    for number, cents in enumerate(lines, start=1):
        InvoiceLine.objects.create(
            invoice=invoice,
            position=number,
            label=f"Ligne {number}",
            unit_cents=cents,
            net_cents=cents,
            vat_rate=Decimal(20),
        )
    given = issued(account)
    invoice.number, invoice.issued_on = "AG2026-000999", given.issued_on
    assert invoice.state == InvoiceState.DRAFT
    return invoice


MIXED = [
    {"category": "S", "rate": "20.00", "base_cents": 1_000_000, "tax_cents": 200_000},
    {"category": "S", "rate": "8.50", "base_cents": 10_001, "tax_cents": 850},
    {"category": "E", "rate": "0.00", "base_cents": 120_000, "tax_cents": 0},
]


def test_lines_then_vat_one_line_a_rate(books):
    paper = paper_of(
        drafted(make_account(), lines=[1_000_000, 10_001, 120_000], taxes=MIXED), customer="cus_1"
    )

    assert [(line.words, line.cents) for line in paper.lines] == [
        ("Ligne 1", 1_000_000),
        ("Ligne 2", 10_001),
        ("Ligne 3", 120_000),
        ("TVA 20\u00a0%", 200_000),
        ("TVA 8,5\u00a0%", 850),
    ]
    assert sum(line.cents for line in paper.lines) == paper.cents == 1_330_851


def test_many_lines_are_summed_by_rate(books):
    paper = paper_of(
        drafted(make_account(), lines=[94_166] * 11 + [94_174], taxes=MIXED), customer="cus_1"
    )

    assert len(paper.lines) <= MOST_LINES
    assert paper.lines[1].words == "Prestations à 8,5\u00a0% de TVA"
    assert sum(line.cents for line in paper.lines) == paper.cents


def test_references_are_in_the_head_those_that_are(books):
    account = make_account(rail=Rail.STRIPE_TRANSFER)
    invoice = issued(account, engagement="EJ-17", market_ref="M-2026-4", payment_days=25)

    paper = paper_of(invoice, customer="cus_1")

    assert paper.fields == {"Engagement": "EJ-17", "Marché": "M-2026-4"}
    assert (paper.ref, paper.number) == (str(invoice.uid), invoice.number)
    assert (paper.transfer, paper.payment_days, paper.on) == (True, 25, invoice.issued_on)


def test_our_own_bank_asks_nothing_of_stripe(books):
    assert not paper_of(issued(make_account()), customer="cus_1").transfer
