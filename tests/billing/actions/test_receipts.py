"""Money given to invoices: never a cent more than came, nor more than is owed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agora.rules import Refused
from billing import clock
from billing.actions import receipts as actions
from billing.balance import Payment, balance
from billing.bank import Received
from billing.models import Allocation, BankReceipt, Invoice, LedgerFact
from billing.queries import receipts
from billing.refusals import NotPossible
from tests.factories.billing import issued, make_account, make_biller, make_receipt

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture
def actor(books):
    return make_biller()


@pytest.fixture
def invoice(books):
    return issued(make_account(city=books["villeneuve"]), ht_cents=100_00)


def give(actor, receipt, *parts):
    return actions.allocate(actor=actor, receipt=receipt, parts=parts)


def state(invoice):
    return balance(invoice.facts.all()).state


def left(receipt):
    return receipts.receipt_or_404(receipt.uid).left


def type_one(actor, **fields):
    given = {"received_on": DAY, "cents": 5_00, "reference": "VIR 1", "payer": "SGC"}
    return actions.type_receipt(actor=actor, **given | fields)


# --- Typing ------------------------------------------------------------------------------------
def test_a_receipt_typed_keeps_who_typed_it(actor):
    kept = type_one(actor)
    assert (kept.cents, kept.by_label, kept.from_file) == (5_00, str(actor), False)


@pytest.mark.parametrize("payer", ["SGC", ""])
def test_the_same_transfer_typed_twice_is_refused(actor, payer):
    type_one(actor)
    with pytest.raises(NotPossible) as refusal:
        type_one(actor, payer=payer)
    assert refusal.value.message == "Virement déjà saisi (date, montant, référence)."
    assert BankReceipt.objects.count() == 1


def test_the_transfer_of_another_payer_is_another_transfer(actor):
    assert type_one(actor) != type_one(actor, payer="SGC DE MONTCLAIR")


def test_one_without_payer_is_the_one_whose_payer_is_known(actor):
    type_one(actor, payer="")
    with pytest.raises(NotPossible, match="déjà saisi"):
        type_one(actor)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"cents": 0}, "cents"),
        ({"cents": -5}, "cents"),
        ({"received_on": date(2999, 1, 1)}, "received_on"),
    ],
)
def test_what_cannot_have_come_is_refused(actor, fields, field):
    with pytest.raises(NotPossible) as refusal:
        type_one(actor, **fields)
    assert refusal.value.field == field


def test_lines_of_a_file_are_kept_once_however_often_it_is_read(actor):
    lines = [Received(2, DAY, 100, "VIR A", ""), Received(3, DAY, 200, "VIR B", "X")]
    assert actions.load_receipts(actor=actor, lines=lines) == 2
    assert actions.load_receipts(actor=actor, lines=lines) == 0
    assert set(BankReceipt.objects.values_list("cents", "from_file")) == {(100, True), (200, True)}


# --- Giving ------------------------------------------------------------------------------------
def test_a_receipt_pays_its_invoice(actor, invoice):
    receipt = make_receipt(120_00, on=DAY)
    give(actor, receipt, (invoice, 120_00))

    fact = invoice.facts.get(kind="payment")
    assert (state(invoice), left(receipt)) == (Payment.PAID, 0)
    assert (fact.source_system, fact.source_id) == ("bank", f"{receipt.uid}:{invoice.uid}:1")
    assert fact.effective_on == DAY


def test_one_receipt_pays_several_invoices_and_one_invoice_takes_several_receipts(actor, invoice):
    other = issued(invoice.account, ht_cents=50_00)
    give(actor, make_receipt(160_00), (invoice, 100_00), (other, 60_00))
    assert (state(invoice), state(other)) == (Payment.PART_PAID, Payment.PAID)
    give(actor, make_receipt(20_00), (invoice, 20_00))
    assert state(invoice) == Payment.PAID


def test_the_same_invoice_named_twice_gets_both_amounts(actor, invoice):
    receipt = make_receipt(120_00)
    give(actor, receipt, (invoice, 50_00), (invoice, 20_00))
    assert (left(receipt), Allocation.objects.count()) == (50_00, 1)


def test_what_is_too_much_stays_on_the_receipt(actor, invoice):
    receipt = make_receipt(150_00)
    with pytest.raises(NotPossible, match="Le surplus reste sur l’encaissement") as refusal:
        give(actor, receipt, (invoice, 150_00))
    assert refusal.value.field == str(invoice.uid)
    give(actor, receipt, (invoice, 120_00))
    assert (state(invoice), left(receipt)) == (Payment.PAID, 30_00)


def test_more_than_there_is_gives_nothing_to_anybody(actor, invoice):
    other = issued(invoice.account)
    receipt = make_receipt(100_00)
    with pytest.raises(NotPossible, match="Il reste 100,00 €"):
        give(actor, receipt, (invoice, 60_00), (other, 60_00))
    assert not Allocation.objects.exists()


@pytest.mark.parametrize("parts", [[], [0], [-1]])
def test_nothing_and_less_than_nothing_are_refused(actor, invoice, parts):
    with pytest.raises(NotPossible):
        give(actor, make_receipt(100_00), *[(invoice, cents) for cents in parts])


def test_only_an_issued_invoice_is_paid(actor, invoice):
    credit = issued(invoice.account, ht_cents=1_00, kind=381, corrects=invoice)
    draft = Invoice.objects.create(account=invoice.account)
    for wrong in (credit, draft):
        with pytest.raises(NotPossible, match="Seule une facture émise"):
            give(actor, make_receipt(100), (wrong, 100))


def test_what_is_paid_or_overpaid_takes_no_more(actor, invoice):
    give(actor, make_receipt(120_00), (invoice, 120_00))
    issued(invoice.account, ht_cents=50_00, kind=381, corrects=invoice)
    assert state(invoice) == Payment.OVERPAID
    with pytest.raises(NotPossible, match="il reste 0,00 €"):
        give(actor, make_receipt(1), (invoice, 1))


# --- Taking back -------------------------------------------------------------------------------
def test_undoing_adds_a_fact_and_frees_the_money(actor, invoice):
    receipt = make_receipt(120_00)
    give(actor, receipt, (invoice, 120_00))
    part = receipt.allocations.get()
    with clock.at(date(2026, 4, 1)):
        actions.undo_allocation(actor=actor, allocation=part)
        actions.undo_allocation(actor=actor, allocation=part)

    fact = LedgerFact.objects.get(kind="reversal")
    assert fact.source_id == f"undo:{part.fact.source_id}"
    assert (fact.effective_on, fact.cents) == (date(2026, 4, 1), 120_00)
    assert (state(invoice), left(receipt)) == (Payment.UNPAID, 120_00)


def test_what_was_undone_may_be_given_again(actor, invoice):
    receipt = make_receipt(120_00)
    give(actor, receipt, (invoice, 120_00))
    actions.undo_allocation(actor=actor, allocation=receipt.allocations.get())
    give(actor, receipt, (invoice, 120_00))
    assert state(invoice) == Payment.PAID
    assert receipt.allocations.last().fact.source_id.endswith(":2")


def test_a_receipt_that_is_not_ours_is_set_aside_and_taken_back(actor, invoice):
    receipt = make_receipt(120_00)
    actions.set_aside(actor=actor, receipt=receipt, reason="Loyer de notre locataire")
    with pytest.raises(NotPossible, match="reprenez-le"):
        give(actor, receipt, (invoice, 1))
    actions.take_back(actor=actor, receipt=receipt)
    give(actor, receipt, (invoice, 1))
    with pytest.raises(NotPossible, match="Annulez d’abord"):
        actions.set_aside(actor=actor, receipt=receipt, reason="Trop tard")


def test_who_only_reads_moves_no_money(invoice):
    reader, receipt = make_biller("provider_billing_reader"), make_receipt(120_00)
    for verb, facts in (
        (actions.allocate, {"receipt": receipt, "parts": [(invoice, 1)]}),
        (actions.set_aside, {"receipt": receipt, "reason": "x"}),
        (actions.take_back, {"receipt": receipt}),
        (actions.load_receipts, {"lines": []}),
    ):
        with pytest.raises(Refused):
            verb(actor=reader, **facts)


# --- Whatever the order ------------------------------------------------------------------------
MOVES = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 90_00))
SHARED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=12, suppress_health_check=SHARED, deadline=None)
@given(st.lists(MOVES, max_size=12))
def test_no_cent_is_lost_or_made_by_any_series_of_allocations(actor, books, moves):
    account = make_account()
    owed = [issued(account, ht_cents=50_00) for _n in range(3)]
    money = [make_receipt(80_00) for _n in range(3)]
    for receipt, invoice, cents in moves:
        try:
            give(actor, money[receipt], (owed[invoice], cents))
        except NotPossible:
            if part := money[receipt].allocations.filter(undone__isnull=True).first():
                actions.undo_allocation(actor=actor, allocation=part)

    assert all(0 <= left(one) <= 80_00 for one in money)
    due = [balance(one.facts.all()).due for one in owed]
    assert all(0 <= one <= 60_00 for one in due)
    assert 3 * 60_00 - sum(due) == 3 * 80_00 - sum(left(one) for one in money)


# --- Two at once -------------------------------------------------------------------------------
def at_once(*works):
    """Run each in a connection of its own, all starting together."""
    from agora.context import public  # noqa: PLC0415

    start = Barrier(len(works))

    def alone(work):
        try:
            with public():
                start.wait(10)
                return work()
        except NotPossible as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(alone, works))


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_give_a_receipt_once_and_an_invoice_what_it_is_owed(books):
    with transaction.atomic():
        actor, account = make_biller(), make_account()
        first, second, third = (issued(account, ht_cents=100_00) for _n in range(3))
    shared, one, other = (make_receipt(120_00) for _n in range(3))
    said = at_once(
        lambda: give(actor, shared, (first, 120_00)) and "given",
        lambda: give(actor, shared, (second, 120_00)) and "given",
    )
    assert sorted(said) == ["given", "over_allocated"]
    assert left(shared) == 0

    said = at_once(
        lambda: give(actor, one, (third, 120_00)) and "given",
        lambda: give(actor, other, (third, 120_00)) and "given",
    )
    assert sorted(said) == ["given", "more_than_owed"]
    assert state(third) == Payment.PAID

    part = Allocation.objects.get(invoice=third)
    at_once(*[lambda: actions.undo_allocation(actor=actor, allocation=part)] * 2)
    assert LedgerFact.objects.filter(kind="reversal").count() == 1
