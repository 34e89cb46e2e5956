"""An invoice as its city reads it, in words."""

from datetime import date, timedelta

import pytest

from billing.balance import Balance, Payment
from billing.bills import _LOOKS, _NEXT, _WHO, Bill
from billing.clock import noon
from billing.delivery import RANKS, Turn, delivery
from billing.models import Chorus, InvoiceKind, OwnDelivery, OwnInvoice

ON = date(2026, 3, 1)


def bill(code="", *, days=0, owed=120_000, received=0, kind=InvoiceKind.INVOICE):
    events = [OwnDelivery(attempt=1, code=code, at=noon(ON - timedelta(days=days)))] if code else []
    return Bill(
        invoice=OwnInvoice(kind=kind, number="AG2026-000042", ttc_cents=owed),
        delivery=delivery(events, payment_days=30),
        balance=Balance(owed=owed, received=received),
        on=ON,
    )


def test_every_status_and_every_turn_has_its_words():
    assert set(_NEXT) == {"", *RANKS}
    assert set(_WHO) == set(Turn)
    assert set(_LOOKS) == set(Payment)


def test_what_is_not_deposited_is_our_delay():
    one = bill()

    assert (one.turn, one.who) == (Turn.PROVIDER, "À nous, votre prestataire")
    assert "Rien à faire de votre côté" in one.next
    assert (one.term, one.is_late) == ("Le délai de paiement ne court pas.", False)


@pytest.mark.parametrize(
    ("days", "term", "look"),
    [
        (10, "Il reste 20 jours", "neutral"),
        (29, "Il reste 1 jour", "neutral"),
        (30, "Le délai se termine aujourd’hui.", "neutral"),
        (31, "Délai dépassé de 1 jour", "late"),
        (77, "Délai dépassé de 47 jours", "late"),
    ],
)
def test_days_are_counted_from_reception(days, term, look):
    one = bill(Chorus.MISE_A_DISPOSITION, days=days)

    assert (one.turn, one.term, one.look) == (Turn.CITY, term, look)
    assert one.payment == "À payer"


def test_a_suspended_invoice_is_ours_to_answer():
    one = bill(Chorus.SUSPENDUE, days=90)

    assert (one.turn, one.days_left, one.is_late) == (Turn.PROVIDER, None, False)


def test_the_accountant_has_the_ball_once_it_is_sent_on():
    assert bill(Chorus.COMPTABILISEE).who == "Au comptable public"


def test_nothing_is_left_to_do_once_paid_whatever_chorus_says():
    one = bill(Chorus.MISE_A_DISPOSITION, days=77, received=120_000)

    assert (one.turn, one.next, one.term) == (Turn.NOBODY, "Rien ne reste à payer.", "")
    assert (one.payment, one.look) == ("Payée", "ok")


def test_a_credit_note_waits_for_nothing():
    one = bill(kind=InvoiceKind.CREDIT_NOTE, owed=0)

    assert (one.turn, one.payment, one.term) == (Turn.NOBODY, "", "")
    assert "en déduction" in one.next
