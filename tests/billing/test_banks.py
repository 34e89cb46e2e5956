"""Which account an invoice asks to be paid on."""

from datetime import date

import pytest

from agora.rules import SYSTEM
from billing import clock, issuing
from billing.actions.drafts import draft_invoice
from billing.banks import paid_at
from billing.einvoice.checks import NotValid
from billing.models import NumberSeries, Rail, StripeObject
from tests.factories.billing import make_account, make_contract, make_due

pytestmark = pytest.mark.django_db
STRIPES = {"holder": "Stripe Payments", "iban": "FR1420041010050500013M02606", "bic": "PSSTFRPPPAR"}


@pytest.fixture
def account(books):
    return make_account(rail=Rail.STRIPE_TRANSFER)


def test_a_payer_by_our_bank_pays_us(books):
    assert paid_at(make_account()) is None


def test_without_the_account_opened_for_it_a_payer_by_stripe_is_not_invoiced(account):
    with pytest.raises(NotValid) as refused:
        paid_at(account)
    assert refused.value.codes == ("stripe-account-missing",)
    draft = draft_invoice(actor=SYSTEM, items=[make_due(make_contract(account))])
    with clock.at(date(2026, 2, 2)):
        issuing.issue(draft.pk)
    draft.refresh_from_db()
    assert [one["code"] for one in draft.refusals] == ["stripe-account-missing"]
    assert not NumberSeries.objects.exclude(last_no=0).exists()


def test_the_account_stripe_opened_stands_on_the_original(account):
    StripeObject.objects.create(kind="account", ours=account.uid, stripe_id="cus_1", facts=STRIPES)
    draft = draft_invoice(actor=SYSTEM, items=[make_due(make_contract(account))])
    with clock.at(date(2026, 2, 2)):
        invoice = issuing.issue(draft.pk)
    assert invoice.seller["iban"] == STRIPES["iban"]
    assert STRIPES["iban"].encode() in bytes(invoice.artifacts.get(kind="xml").content)
