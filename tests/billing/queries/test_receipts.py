"""Receipts, what of each is given and left."""

from datetime import date

import pytest
from django.http import Http404

from billing.actions.receipts import allocate, set_aside, undo_allocation
from billing.queries import receipts
from tests.factories.billing import issued, make_account, make_biller, make_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(books):
    return make_biller()


@pytest.fixture
def invoice(books):
    return issued(make_account(city=books["villeneuve"]))


def test_what_is_left_is_what_was_not_given_or_was_taken_back(actor, invoice):
    receipt = make_receipt(100_00)
    allocate(actor=actor, receipt=receipt, parts=[(invoice, 30_00)])
    allocate(actor=actor, receipt=receipt, parts=[(invoice, 20_00)])
    undo_allocation(actor=actor, allocation=receipt.allocations.first())

    found = receipts.receipt_or_404(receipt.uid)

    assert (found.given, found.left) == (20_00, 80_00)
    assert [one.cents for one in receipts.allocations_of(receipt)] == [30_00, 20_00]


def test_each_state_has_its_list(actor, invoice):
    new, part, whole, aside = (make_receipt(100) for _n in range(4))
    allocate(actor=actor, receipt=part, parts=[(invoice, 1)])
    allocate(actor=actor, receipt=whole, parts=[(invoice, 100)])
    set_aside(actor=actor, receipt=aside, reason="Erreur de la banque")

    def listed(state):
        return set(receipts.filtered(state=state))

    assert listed(receipts.TO_GIVE) == {new, part} == set(receipts.waiting())
    assert listed(receipts.PARTLY) == {part}
    assert listed(receipts.GIVEN) == {whole}
    assert listed(receipts.ASIDE) == {aside}
    assert listed("") == {new, part, whole, aside}
    assert listed("autre") == {new, part, whole}


def test_words_are_looked_for_in_the_label_and_the_payer(actor):
    label = make_receipt(100, reference="VIR AG2026-000001")
    payer = make_receipt(100, payer="SGC Ag2026")
    make_receipt(100)
    assert set(receipts.filtered(words="ag2026")) == {label, payer}


def test_what_is_known_is_said_by_day(actor):
    make_receipt(5, on=date(2026, 3, 3), reference="A", payer="B")
    make_receipt(6, on=date(2026, 3, 4))
    assert receipts.known([date(2026, 3, 3)]) == {(date(2026, 3, 3), 5, "A", "B")}


def test_what_is_not_there_is_not_found(actor, invoice):
    with pytest.raises(Http404):
        receipts.receipt_or_404(invoice.uid)
    with pytest.raises(Http404):
        receipts.allocation_or_404(invoice.uid)
