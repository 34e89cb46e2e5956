"""Issuing: the whole original in one transaction, or nothing."""

import hashlib
from datetime import date

import pytest

from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from billing import clock
from billing.actions.drafts import draft_credit_note, draft_invoice
from billing.actions.issue import issue_invoice
from billing.balance import Payment, balance
from billing.einvoice.checks import NotValid
from billing.models import NO_HASH, DueItem, Invoice, NumberSeries
from billing.refusals import NotPossible
from billing.series import DateWentBack
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    paid,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 2)


@pytest.fixture
def contract(books):
    return make_contract(make_account(city=books["villeneuve"]))


def draft(contract, **fields):
    return draft_invoice(actor=SYSTEM, items=[make_due(contract, **fields)])


def issue(invoice, on=DAY):
    with clock.at(on):
        return issue_invoice(actor=SYSTEM, invoice=invoice)


def test_an_invoice_is_numbered_sealed_and_owed_at_once(contract):
    invoice = issue(draft(contract))

    assert invoice.number == "AG2026-000001"
    assert (invoice.issued_on, invoice.due_on) == (DAY, date(2026, 3, 4))
    assert (invoice.ht_cents, invoice.vat_cents, invoice.ttc_cents) == (
        1_000_000,
        200_000,
        1_200_000,
    )
    kept = {one.kind: bytes(one.content) for one in invoice.artifacts.all()}
    assert hashlib.sha256(kept["xml"]).hexdigest() == invoice.xml_sha256
    assert hashlib.sha256(kept["pdf"]).hexdigest() == invoice.pdf_sha256
    assert kept["pdf"].startswith(b"%PDF") and b"AG2026-000001" in kept["xml"]
    assert balance(invoice.facts.all()).state == Payment.UNPAID
    assert DueItem.objects.get().state == "invoiced"
    invoice.refresh_from_db()
    assert invoice.state == "issued"


def test_each_link_hangs_on_the_one_before(contract):
    first = issue(draft(contract))
    second = issue(draft(contract), on=date(2026, 2, 3))

    assert first.previous_hash == NO_HASH
    assert second.previous_hash == first.chain_hash
    link = first.chain_hash + second.xml_sha256 + second.pdf_sha256
    assert second.chain_hash == hashlib.sha256(bytes.fromhex(link)).hexdigest()
    assert NumberSeries.objects.get(code="AG").last_hash == second.chain_hash


def test_asked_twice_it_is_issued_once(contract):
    invoice = draft(contract)
    assert issue(invoice).number == issue(invoice, on=date(2026, 5, 1)).number
    assert NumberSeries.objects.get(code="AG").last_no == 1


def test_a_refusal_takes_no_number(books):
    contract = make_contract(make_account(siret="21920050800011"))
    invoice = draft(contract)
    with pytest.raises(NotValid) as refused:
        issue(invoice)

    assert "buyer.siret" in {one.field for one in refused.value.refusals}
    assert not NumberSeries.objects.exclude(last_no=0).exists()
    assert Invoice.objects.get().number is None
    assert issue(draft(make_contract(make_account()))).number == "AG2026-000001"


def test_a_reference_the_buyer_demands_must_be_there(books):
    contract = make_contract(make_account(engagement_required=True))
    with pytest.raises(NotValid) as refused:
        issue(draft(contract))
    assert "order_ref" in {one.field for one in refused.value.refusals}
    with_it = issue(draft(contract, engagement="EJ-2026-77", period_start=date(2026, 6, 1)))
    assert (with_it.no, with_it.engagement) == (1, "EJ-2026-77")


def test_a_date_never_goes_back(contract):
    issue(draft(contract))
    with pytest.raises(DateWentBack):
        issue(draft(contract), on=date(2026, 2, 1))


def test_a_due_item_taken_meanwhile_is_refused_by_name(contract):
    item = make_due(contract)
    one = draft_invoice(actor=SYSTEM, items=[item])
    DueItem.objects.filter(pk=item.pk).update(state="cancelled")
    with pytest.raises(NotValid) as refused:
        issue(one)
    assert refused.value.codes == ("due-item-taken",)


def test_a_credit_note_gives_back_and_frees_what_was_invoiced(contract):
    invoice = issue(draft(contract))
    credit = draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Mauvais engagement")
    issued = issue(credit, on=date(2026, 2, 10))

    assert (issued.number, issued.ttc_cents) == ("AV2026-000001", 1_200_000)
    assert b"AG2026-000001" in bytes(issued.artifacts.get(kind="xml").content)
    assert balance(invoice.facts.all()).state == Payment.CREDITED
    item = DueItem.objects.get()
    assert (item.state, item.invoice) == ("ready", None)
    again = issue(draft_invoice(actor=SYSTEM, items=[item]), on=date(2026, 2, 11))
    assert again.number == "AG2026-000002"


def test_part_of_an_invoice_is_given_back_by_line(contract):
    invoice = issue(draft(contract))
    line = invoice.lines.get()
    credit = draft_credit_note(
        actor=SYSTEM, invoice=invoice, reason="Deux mois sans service", parts={line.pk: 166_667}
    )
    issue(credit, on=date(2026, 3, 1))

    found = balance(invoice.facts.all())
    assert (found.credited, found.due) == (200_000, 1_000_000)
    assert DueItem.objects.get().state == "invoiced"


def test_a_second_credit_note_cannot_give_back_more_than_what_is_left(contract):
    invoice = issue(draft(contract))
    line = invoice.lines.get()
    credit = draft_credit_note(
        actor=SYSTEM, invoice=invoice, reason="Erreur", parts={line.pk: 600_000}
    )
    issue(credit, on=date(2026, 3, 1))
    with pytest.raises(NotPossible, match="Il reste 4800,00"):
        draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Erreur", parts={line.pk: 600_000})


def test_a_paid_invoice_wholly_credited_is_overpaid(contract):
    invoice = issue(draft(contract))
    paid(invoice, on=date(2026, 3, 1))
    issue(
        draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Fin du service"),
        on=date(2026, 3, 2),
    )
    assert balance(invoice.facts.all()).state == Payment.OVERPAID


def test_nobody_issues_by_hand(contract):
    with pytest.raises(Refused):
        issue_invoice(actor=make_biller("provider_billing_approver"), invoice=draft(contract))


def test_once_issued_it_is_shown_at_stripe_if_there_is_a_key(contract, settings):
    settings.STRIPE_KEY = ""
    invoice = issue(draft(contract))
    assert pending() == []

    settings.STRIPE_KEY = "sk_test_x"
    credit = issue(draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Erreur"))

    assert pending() == [("billing.mirror_credit", {"credit": credit.pk})]


def test_what_was_given_back_meanwhile_cannot_be_given_back_again(contract):
    invoice = issue(draft(contract))
    credit = draft_credit_note(actor=SYSTEM, invoice=invoice, reason="Doublon")
    # Another credit note is issued behind the draft's back.
    issued(contract.account, kind=381, corrects=invoice, ht_cents=1_000, on=DAY)
    with pytest.raises(NotValid) as refused:
        issue(credit, on=date(2026, 3, 1))
    assert refused.value.codes == ("credit-over-remainder",)
