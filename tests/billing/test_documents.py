"""From rows to the document: what is frozen, what is dated."""

from datetime import date
from decimal import Decimal

import pytest

from agora.rules import SYSTEM
from billing.actions.drafts import draft_credit_note, draft_invoice
from billing.documents import Bank, demands_of, document_of, frozen
from billing.einvoice.checks import check
from billing.models import Kind, Provider
from tests.factories.billing import issued, make_account, make_contract, make_due, make_provider

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


@pytest.fixture
def contract(books):
    return make_contract(make_account(), market_ref="M-1")


def say(invoice, **fields):
    given = {"provider": Provider.objects.get(), "number": "AG2026-000009", "on": DAY}
    return document_of(invoice, **given | fields)


def test_a_year_paid_in_advance_is_served_from_its_invoice_on(contract):
    found = say(draft_invoice(actor=SYSTEM, items=[make_due(contract)]))
    assert (found.delivered_on, found.due_on) == (DAY, date(2026, 6, 3))
    assert (found.period.start, found.period.end) == (contract.starts_on, contract.ends_on)
    assert (found.contract_ref, found.iban) == ("M-1", Provider.objects.get().iban)
    check(found, demands=demands_of(contract.account))


def test_days_given_were_served_on_the_last_of_them(contract):
    days = make_due(
        contract,
        kind=Kind.ADVICE,
        period_start=date(2026, 3, 3),
        period_end=date(2026, 3, 12),
        quantity=Decimal("2.5"),
        unit_cents=95_000,
        cents=237_500,
    )
    found = say(draft_invoice(actor=SYSTEM, items=[days]))
    assert found.delivered_on == date(2026, 3, 12)
    assert (found.lines[0].unit_code, found.lines[0].quantity) == ("DAY", Decimal("2.5"))
    check(found)


def test_a_credit_note_names_its_invoice_and_asks_for_nothing(contract):
    invoice = issued(contract.account, on=date(2026, 5, 1))
    found = say(draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Doublon"))
    assert (found.corrects.number, found.due_on, found.payment_terms) == (invoice.number, None, "")
    assert found.notes == ("Doublon",)
    assert found.is_credit_note


def test_another_rail_has_its_own_account(contract):
    draft = draft_invoice(actor=SYSTEM, items=[make_due(contract)])
    found = say(draft, bank=Bank("Stripe", "FR1420041010050500013M02606", "PSSTFRPPPAR"))
    assert (found.account_name, found.bic) == ("Stripe", "PSSTFRPPPAR")
    assert found.iban == "FR1420041010050500013M02606"


def test_what_is_frozen_can_be_kept_as_json(contract):
    kept = frozen(say(draft_invoice(actor=SYSTEM, items=[make_due(contract)])))
    assert kept["ttc_cents"] == 1_200_000
    assert kept["seller"]["iban"] == Provider.objects.get().iban
    assert [(tax["rate"], tax["tax_cents"]) for tax in kept["taxes"]] == [("20.00", 200_000)]
    assert isinstance(kept["taxes"][0]["rate"], str)


def test_flags_of_chorus_become_demands(books):
    account = make_account(service_or_engagement_required=True, service_required=True)
    found = demands_of(account)
    assert (found.service, found.engagement, found.service_or_engagement) == (True, False, True)


def test_a_provider_on_debits_says_so(contract):
    make_provider(vat_on_debits=True)
    assert say(draft_invoice(actor=SYSTEM, items=[make_due(contract)])).vat_on_debits
