"""What falls due: planned, asked for, ready, given up."""

from datetime import date

import pytest

from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from billing import clock
from billing.actions import plan
from billing.actions.drafts import draft_invoice
from billing.models import DueItem, Invoice
from billing.refusals import NotPossible
from billing.scans import Scan
from tests.factories.billing import (
    issued,
    make_account,
    make_biller,
    make_contract,
    make_due,
    make_line,
)

ORDER = Scan("bc.pdf", "application/pdf", b"%PDF-1.7 order")


@pytest.fixture
def biller(books):
    return make_biller()


@pytest.fixture
def demanding(books):
    return make_account(city=books["villeneuve"], engagement_required=True, service_code="FIN")


def planned(contract, on):
    with clock.at(on):
        return [
            (item.period_start.year, item.cents, item.service_code, item.quantity)
            for item in plan.plan_contract(actor=SYSTEM, contract=contract)
        ]


def waiting(contract, **fields):
    given = {"state": "planned", "period_start": date(2026, 7, 1), "due_from": date(2026, 7, 1)}
    return make_due(contract, **given | fields)


def test_next_year_is_planned_six_months_ahead_and_once(demanding):
    contract = make_contract(demanding)
    make_line(contract, unit_cents=500_000, quantity=2)

    assert planned(contract, date(2026, 1, 1)) == [(2026, 1_000_000, "FIN", 2)]
    assert planned(contract, date(2026, 7, 4)) == []
    assert planned(contract, date(2026, 7, 5)) == [(2027, 1_000_000, "FIN", 2)]
    assert planned(contract, date(2026, 7, 5)) == []


def test_a_cut_year_is_one_unit_of_its_part(demanding):
    contract = make_contract(demanding, starts_on=date(2026, 8, 1))
    make_line(contract, unit_cents=500_000, quantity=2)

    assert planned(contract, date(2026, 6, 1)) == [(2026, 419_178, "FIN", 1)]


def test_nothing_is_planned_after_the_last_renewal_or_a_notice(demanding):
    contract = make_contract(demanding, max_renewals=0)
    make_line(contract)
    planned(contract, date(2026, 1, 1))
    assert planned(contract, date(2026, 12, 1)) == []

    denounced = make_contract(demanding, state="notice_given")
    make_line(denounced)
    planned(denounced, date(2026, 1, 1))
    assert planned(denounced, date(2026, 12, 1)) == []


def test_what_was_cancelled_is_not_planned_again(demanding, biller):
    contract = make_contract(demanding)
    make_line(contract)
    planned(contract, date(2026, 1, 1))
    plan.cancel_due(actor=biller, item=DueItem.objects.get())

    assert planned(contract, date(2026, 1, 2)) == []


def test_one_letter_asks_a_payer_for_all_its_references(demanding):
    contract = make_contract(demanding)
    items = [waiting(contract), waiting(contract)]
    given = waiting(contract, engagement="EJ-1")
    other = waiting(make_contract(make_account(engagement_required=True)))

    with clock.at(date(2026, 6, 2)):
        asked = plan.ask_references(actor=SYSTEM, account=demanding, items=[*items, given, other])
        again = plan.ask_references(actor=SYSTEM, account=demanding, items=items)

    assert ([item.pk for item in asked], again) == ([item.pk for item in items], [])
    letter = OutgoingMail.objects.get()
    assert letter.to == demanding.contact_email
    assert "villeneuve.localhost" in letter.html
    assert "/gestion/facturation/" in letter.html
    assert "20\u202f000\u00a0€ HT" in letter.html
    assert "du 1er\u00a0juillet\u00a02026 au 31\u00a0décembre\u00a02026" in letter.text
    assert letter.reply_to == "facturation@agora.example"
    states = dict(DueItem.objects.values_list("pk", "state"))
    assert {states[item.pk] for item in items} == {"awaiting_ref"}
    assert {states[given.pk], states[other.pk]} == {"planned"}


def test_a_payer_without_city_is_asked_to_answer_the_letter(books):
    account = make_account(service_required=True)
    plan.ask_references(actor=SYSTEM, account=account, items=[waiting(make_contract(account))])

    letter = OutgoingMail.objects.get()
    assert "code service" in letter.html
    assert "Répondez simplement" in letter.html


def test_what_lacks_nothing_is_ready(demanding, books):
    free = waiting(make_contract(make_account()))
    lacking = waiting(make_contract(demanding))
    given = waiting(make_contract(demanding), engagement="EJ-1", state="awaiting_ref")

    ready = plan.make_ready(actor=SYSTEM, items=[free, lacking, given])

    assert {item.pk for item in ready} == {free.pk, given.pk}
    assert DueItem.objects.get(pk=lacking.pk).state == "planned"


@pytest.mark.parametrize(
    ("state", "engagement", "today", "expected"),
    [
        ("planned", "EJ-1", date(2026, 1, 5), "planned"),
        ("planned", "EJ-1", date(2026, 6, 5), "ready"),
        ("planned", "", date(2026, 6, 5), "planned"),
        ("awaiting_ref", "EJ-1", date(2026, 1, 5), "ready"),
        ("awaiting_ref", "", date(2026, 6, 5), "awaiting_ref"),
        ("ready", "", date(2026, 6, 5), "awaiting_ref"),
    ],
)
def test_a_reference_opens_or_closes_the_way_to_the_invoice(
    demanding, biller, state, engagement, today, expected
):
    item = waiting(make_contract(demanding), state=state)

    with clock.at(today):
        found = plan.give_reference(
            actor=biller, item=item, engagement=engagement, service_code="FIN"
        )

    assert (found.state, found.engagement) == (expected, engagement)


def test_the_order_is_kept_with_its_item(demanding, biller):
    item = waiting(make_contract(demanding))
    found = plan.give_reference(actor=biller, item=item, engagement="EJ-1", scan=ORDER)

    assert (found.order_scan.kind, bytes(found.order_scan.content)) == ("order", ORDER.content)


def test_what_is_on_a_draft_is_left_alone(demanding, biller):
    item = waiting(make_contract(demanding), state="ready", engagement="EJ-1")
    draft_invoice(actor=biller, items=[item])

    for verb in (plan.cancel_due, plan.give_reference):
        with pytest.raises(NotPossible) as refusal:
            verb(actor=biller, item=item)
        assert refusal.value.code == "drafted"


def test_what_is_invoiced_names_its_invoice(demanding, biller):
    invoice = issued(demanding)
    item = waiting(make_contract(demanding), state="invoiced", invoice=invoice)

    with pytest.raises(NotPossible) as refusal:
        plan.cancel_due(actor=biller, item=item)

    assert refusal.value.message == f"Période déjà facturée\u00a0: {invoice.number}."
    assert Invoice.objects.count() == 1


def test_a_cancellation_is_taken_back(demanding, biller):
    item = waiting(make_contract(demanding))
    plan.cancel_due(actor=biller, item=item)
    with pytest.raises(NotPossible):
        plan.cancel_due(actor=biller, item=item)

    assert plan.restore_due(actor=biller, item=item).state == "planned"


def test_what_the_end_of_a_contract_cancelled_stays_so(demanding, biller):
    contract = make_contract(demanding, state="notice_given")
    item = waiting(contract, period_start=date(2027, 1, 1), period_end=date(2027, 12, 31))
    plan.cancel_due(actor=biller, item=item)

    with pytest.raises(NotPossible) as refusal:
        plan.restore_due(actor=biller, item=item)

    assert refusal.value.code == "not_restored"
