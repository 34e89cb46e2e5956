"""The books read in a fixed number of queries, whatever the number of rows."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from billing import money
from billing.balance import Payment
from billing.models import Chorus, Invoice, Quote
from billing.queries import books
from tests.factories.billing import (
    issued,
    make_account,
    make_contract,
    make_due,
    make_line,
    note_status,
    paid,
)

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 2, 2)
ON = date(2026, 6, 1)


@pytest.fixture
def payer(books):
    return make_account(city=books["villeneuve"])


def received(invoice, *, ago, on=ON):
    note_status(invoice, on=on - timedelta(days=ago))
    return note_status(invoice, Chorus.MISE_A_DISPOSITION, on=on - timedelta(days=ago))


def entry(invoice):
    return books.document_or_404(invoice.uid)


def test_the_balance_is_the_sum_of_facts(payer):
    invoice = issued(payer)
    paid(invoice, 500_000, on=ON)
    issued(payer, ht_cents=100_000, kind=381, corrects=invoice)

    found = entry(invoice)

    assert (found.balance.owed, found.balance.credited, found.balance.paid) == (
        1_200_000,
        120_000,
        500_000,
    )
    assert (found.balance.due, found.payment) == (580_000, Payment.PART_PAID)
    assert found.invoice.due_cents == found.balance.due


def test_a_credit_note_is_owed_nothing_and_has_no_payment_state(payer):
    credit = issued(payer, kind=381, corrects=issued(payer))
    found = entry(credit)
    assert (found.payment, found.is_open, found.balance.due) == (None, False, 0)


def test_a_draft_is_no_document(payer):
    draft = Invoice.objects.create(account=payer)
    with pytest.raises(Http404):
        books.document_or_404(draft.uid)


@pytest.mark.parametrize("count", [1, 9])
def test_open_invoices_take_two_queries_however_many(payer, django_assert_num_queries, count):
    for _n in range(count):
        received(issued(payer), ago=40)
    with django_assert_num_queries(2):
        assert len([one.delivery.due_on for one in books.open_entries()]) == count


def test_late_is_counted_from_reception_and_never_before_our_deposit(payer):
    very, bit, soon, ours = (issued(payer) for _n in range(4))
    received(very, ago=80)
    received(bit, ago=31)
    received(soon, ago=30)

    found = [(one.invoice, one.delivery.late_by(ON)) for one in books.late(ON)]

    assert found == [(very, 50), (bit, 1)]
    assert ours not in [invoice for invoice, _days in found]


def test_what_is_paid_is_late_no_more(payer):
    invoice = issued(payer)
    received(invoice, ago=80)
    paid(invoice, on=ON)
    assert books.late(ON) == []


def test_the_aged_balance_holds_each_cent_once(payer):
    for ago, ht in ((0, 1_00), (30, 2_00), (31, 4_00), (60, 8_00), (61, 16_00), (90, 32_00)):
        received(issued(payer, ht_cents=ht), ago=ago)
    received(issued(payer, ht_cents=64_00), ago=91)
    issued(payer, ht_cents=128_00)

    bands = books.aged_balance(ON)

    assert [one.cents * 100 // 120 for one in bands] == [128_00, 3_00, 12_00, 48_00, 64_00]
    assert sum(one.count for one in bands) == 8
    assert sum(one.cents for one in bands) == sum(one.balance.due for one in books.open_entries())


def test_the_yearly_revenue_is_that_of_contracts_in_force(payer):
    contract = make_contract(payer)
    make_line(contract, unit_cents=1_000_000, quantity="1.5")
    make_line(contract, unit_cents=777, unit="once")
    make_line(make_contract(payer, state="ended"), unit_cents=5)
    make_line(make_contract(payer, state="draft"), unit_cents=5)
    make_line(make_contract(payer, starts_on=date(2026, 12, 1)), unit_cents=5)
    make_line(make_contract(payer, max_renewals=0, renewals_used=0), unit_cents=300_000)
    leaving = make_contract(payer, state="notice_given")
    make_line(leaving, unit_cents=200_000)

    assert books.arr(ON) == 2_000_000
    assert books.arr(date(2027, 1, 1)) == 1_500_005
    assert books.arr(date(2025, 12, 31)) == 0


def test_renewals_say_until_when_notice_may_be_given(payer, django_assert_num_queries):
    soon = make_contract(payer, ends_on=date(2026, 9, 30), renewals_used=3)
    make_line(soon)
    make_contract(payer, ends_on=date(2027, 12, 31))
    make_contract(payer, state="notice_given")

    with django_assert_num_queries(2):
        [found] = books.renewals(ON)

    assert found.contract == soon
    assert found.notice_before == date(2026, 7, 2)
    assert (found.yearly_cents, found.renewals_left) == (1_000_000, 0)


def test_what_is_to_invoice_waits_for_its_day_and_its_reference(payer):
    contract = make_contract(payer)
    make_due(contract, cents=100)
    make_due(contract, cents=200, due_from=date(2026, 12, 1))
    make_due(contract, cents=400, state="awaiting_ref", due_from=date(2026, 12, 1))
    make_due(contract, cents=800, state="cancelled")

    assert books.to_invoice(ON) == books.Amount(1, 100)
    assert books.blocked() == books.Amount(1, 400)


def test_quotes_waiting_are_those_sent(payer):
    Quote.objects.create(account=payer, title="Brouillon")
    assert books.quotes_waiting() == books.Amount(0, 0)


def test_to_deposit_holds_what_waits_for_us_and_nothing_else(payer, django_assert_num_queries):
    never, again, asked, refused, theirs, annulled = (issued(payer) for _n in range(6))
    for invoice, code in (
        (again, Chorus.A_RECYCLER),
        (asked, Chorus.SUSPENDUE),
        (refused, Chorus.REJETEE),
        (theirs, Chorus.MISE_A_DISPOSITION),
        (annulled, Chorus.REJETEE),
    ):
        note_status(invoice, on=ISSUED)
        note_status(invoice, code, on=ISSUED, note="Engagement inconnu")
    credit = issued(payer, kind=381, corrects=annulled)
    back = issued(payer)
    note_status(back, Chorus.A_RECYCLER, on=ISSUED)
    note_status(back, on=ISSUED, attempt=2)

    with django_assert_num_queries(2):
        found = books.to_deposit()

    assert [one.invoice for one in found] == [never, again, asked, refused, credit]
    assert [one.last_note for one in found] == ["", *["Engagement inconnu"] * 3, ""]


def test_amounts_are_rounded_line_by_line_as_invoices_are(payer):
    make_line(make_contract(payer), unit_cents=333, quantity="0.50")
    assert books.arr(ON) == money.whole(money.Decimal("166.5")) == 167
