"""Drafts: what may stand on one invoice, and what a credit note may give back."""

from datetime import date

import pytest

from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from billing.actions.drafts import ask_issue, draft_credit_note, draft_invoice, throw_draft
from billing.models import DueItem, Invoice, InvoiceLine, Kind, Provider
from billing.refusals import NotPossible
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    make_line,
    paid,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(books):
    return make_contract(make_account(city=books["villeneuve"]), market_ref="2026-PI-017")


def draft(*items):
    return draft_invoice(actor=SYSTEM, items=list(items))


def refusal(call):
    with pytest.raises(NotPossible) as refused:
        call()
    return refused.value.code, refused.value.message


def test_a_draft_says_what_its_items_say(contract, books):
    item = make_due(
        contract,
        city=books["villeneuve"],
        note="153/365 jours",
        engagement="EJ1",
        service_code="DG",
        unit_cents=591_041,
    )
    made = draft(item)

    line = made.lines.get()
    assert (line.label, line.note, line.net_cents, line.vat_rate) == (
        item.label,
        "153/365 jours",
        591_041,
        20,
    )
    assert (line.city, line.due_item) == (books["villeneuve"], item)
    assert (made.engagement, made.service_code, made.market_ref) == ("EJ1", "DG", "2026-PI-017")
    assert (made.ht_cents, made.vat_cents, made.ttc_cents) == (591_041, 118_208, 709_249)
    assert (made.state, made.number) == ("draft", None)


def test_days_keep_their_quantity_and_a_year_is_one_unit(contract):
    days = make_due(
        contract,
        kind=Kind.TRAINING,
        label="Formation",
        quantity=2,
        unit_cents=120_000,
        cents=240_000,
    )
    year = make_due(contract)
    lines = {line.kind: line for line in draft(days, year).lines.all()}
    assert (lines[Kind.TRAINING].unit, lines[Kind.TRAINING].quantity) == ("day", 2)
    assert lines[Kind.HOSTING].unit == "once"


def test_without_contract_the_terms_are_the_laws(books):
    account = make_account(service_code="SC")
    item = make_due(make_contract(account))
    DueItem.objects.update(contract=None)
    made = draft(item)
    assert (made.contract, made.payment_days, made.service_code) == (None, 30, "SC")


def test_items_of_two_places_stay_apart(contract):
    assert (
        refusal(
            lambda: draft(make_due(contract, engagement="A"), make_due(contract, engagement="B"))
        )[0]
        == "together"
    )
    other = make_contract(make_account())
    assert refusal(lambda: draft(make_due(contract), make_due(other)))[0] == "together"
    assert not Invoice.objects.exists() and not InvoiceLine.objects.exists()


def test_an_item_is_drafted_once_and_invoiced_once(contract):
    item = make_due(contract)
    kept = draft(item)
    assert refusal(lambda: draft(item))[0] == "drafted"
    throw_draft(actor=SYSTEM, invoice=kept)
    draft(item)

    invoice = issued(contract.account)
    taken = make_due(contract, state="invoiced", invoice=invoice)
    code, message = refusal(lambda: draft(taken))
    assert (code, message) == ("overlap", f"Période déjà facturée\u00a0: {invoice.number}.")


def test_what_is_not_ready_says_who_to_ask(books):
    account = make_account(engagement_required=True, contact_name="Mme Diallo")
    contract = make_contract(account)
    waiting = make_due(contract, state="awaiting_ref")
    code, message = refusal(lambda: draft(waiting))
    assert (code, message) == (
        "not_ready",
        "Chorus rejetterait\u00a0: demander l’engagement à Mme Diallo.",
    )
    of_service = make_contract(make_account(service_required=True, contact_name="", name="Ville"))
    assert (
        "le code service à Ville"
        in refusal(lambda: draft(make_due(of_service, state="awaiting_ref")))[1]
    )
    planned = make_due(make_contract(make_account()), state="planned")
    assert "n’est pas encore à facturer" in refusal(lambda: draft(planned))[1]
    assert refusal(lambda: draft())[0] == "nothing"


def test_a_territory_the_accountant_has_not_confirmed_is_closed(books):
    contract = make_contract(make_account(territory="mayotte", postcode="97600"))
    item = make_due(contract)
    assert refusal(lambda: draft(item))[0] == "territory"
    Provider.objects.update(overseas_open=True)
    assert draft(item).vat_cents == 0


def test_training_is_exempt_with_the_certificate(contract):
    item = make_due(contract, kind=Kind.TRAINING, vat_rule="training_exempt")
    Provider.objects.update(training_exempt=True)
    line = draft(item).lines.get()
    assert (line.vat_category, line.exemption_code) == ("E", "VATEX-EU-132-1I")


def test_asking_to_issue_queues_one_job(contract):
    kept = draft(make_due(contract))
    ask_issue(actor=SYSTEM, invoice=kept)
    ask_issue(actor=SYSTEM, invoice=kept)
    assert [ids for name, ids in pending() if name == "billing.issue"] == [{"invoice": kept.pk}]
    kept.refresh_from_db()
    assert kept.asked_at is not None


def test_an_original_is_no_draft_any_more(contract):
    invoice = issued(contract.account)
    for verb in (ask_issue, throw_draft):
        assert refusal(lambda verb=verb: verb(actor=SYSTEM, invoice=invoice))[0] == "issued"


def test_a_credit_note_corrects_an_issued_invoice_once_at_a_time(contract):
    kept = draft(make_due(contract))
    assert refusal(lambda: draft_credit_note(actor=SYSTEM, invoice=kept, reason="x"))[0] == (
        "credit_what"
    )
    invoice = issued(contract.account)
    credit = draft_credit_note(actor=SYSTEM, invoice=invoice, reason="x")
    assert refusal(lambda: draft_credit_note(actor=SYSTEM, invoice=invoice, reason="x"))[0] == (
        "credit_draft"
    )
    Invoice.objects.filter(pk=credit.pk).delete()
    credit = issued(contract.account, kind=381, corrects=invoice, on=date(2026, 2, 3))
    assert refusal(lambda: draft_credit_note(actor=SYSTEM, invoice=credit, reason="x"))[0] == (
        "credit_what"
    )
    assert refusal(lambda: draft_credit_note(actor=SYSTEM, invoice=invoice, reason="x"))[0] == (
        "credit_too_much"
    )


def test_parts_stay_below_their_lines_and_above_nothing(contract):
    invoice = issued(contract.account)
    line = invoice.lines.get()

    def credit(parts):
        return draft_credit_note(actor=SYSTEM, invoice=invoice, reason="x", parts=parts)

    assert refusal(lambda: credit({line.pk: line.net_cents + 1}))[0] == "credit_line"
    assert refusal(lambda: credit({line.pk: -1}))[0] == "credit_line"
    assert refusal(lambda: credit({line.pk: 0}))[0] == "credit_too_much"
    assert not Invoice.objects.filter(kind=381).exists()
    paid(invoice, on=date(2026, 3, 1))
    assert credit({line.pk: 1}).ttc_cents == 1


def test_who_may(contract):
    make_line(contract)
    item = make_due(contract)
    with pytest.raises(Refused):
        draft_invoice(actor=make_biller("provider_billing_reader"), items=[item])
    kept = draft_invoice(actor=make_biller(), items=[item])
    assert kept.by_label
    with pytest.raises(Refused):
        draft_credit_note(actor=make_biller(), invoice=issued(contract.account), reason="x")
