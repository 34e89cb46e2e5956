"""Statuses of Chorus Pro are only ever added."""

from datetime import date, timedelta

import pytest

from agora.rules import Refused
from billing import clock
from billing.actions.deliveries import Status, note_delivery
from billing.delivery import Turn
from billing.models import Chorus, DeliveryEvent, Invoice
from billing.queries import books as reads
from billing.refusals import NotPossible
from tests.factories.billing import issued, make_account, make_biller

pytestmark = pytest.mark.django_db
ISSUED = date(2026, 2, 2)
NOON = clock.noon(date(2026, 2, 5))


@pytest.fixture
def actor(books):
    return make_biller()


@pytest.fixture
def invoice(books):
    return issued(make_account(city=books["villeneuve"]), on=ISSUED)


def note(actor, invoice, code=Chorus.DEPOSEE, at=NOON, **fields):
    return note_delivery(actor=actor, invoice=invoice, status=Status(code, at, **fields))


def delivery(invoice):
    return reads.document_or_404(invoice.uid).delivery


def test_a_deposit_is_kept_with_its_chorus_number_and_who_noted_it(actor, invoice):
    kept = note(actor, invoice, chorus_number="CPP-2026-77")

    assert (kept.attempt, kept.chorus_number, kept.by_label) == (1, "CPP-2026-77", str(actor))
    assert (delivery(invoice).turn, delivery(invoice).received_on) == (Turn.CITY, date(2026, 2, 5))


def test_the_same_status_told_twice_is_kept_once(actor, invoice):
    assert note(actor, invoice) == note(actor, invoice)
    assert DeliveryEvent.objects.count() == 1


def test_a_deposit_after_a_recycling_is_a_new_attempt_with_its_corrected_routing(actor, invoice):
    note(actor, invoice)
    note(actor, invoice, Chorus.A_RECYCLER, note="Code service inconnu")
    again = note(actor, invoice, at=NOON + timedelta(days=2), service_code="FACTURES")

    assert (again.attempt, again.service_code) == (2, "FACTURES")
    assert (delivery(invoice).status, delivery(invoice).turn) == (Chorus.DEPOSEE, Turn.CITY)
    assert Invoice.objects.get(pk=invoice.pk).number == invoice.number


def test_statuses_of_one_attempt_stay_together(actor, invoice):
    note(actor, invoice)
    assert note(actor, invoice, Chorus.MANDATEE, at=NOON + timedelta(days=9)).attempt == 1


def test_a_wrong_status_is_answered_by_starting_over(actor, invoice):
    note(actor, invoice)
    note(actor, invoice, Chorus.MISE_EN_PAIEMENT)
    right = note(actor, invoice, starts_over=True)

    assert (right.attempt, delivery(invoice).status) == (2, Chorus.DEPOSEE)
    assert note(actor, invoice, starts_over=True) == right
    assert DeliveryEvent.objects.count() == 3


def test_starting_over_before_anything_is_the_first_attempt(actor, invoice):
    assert note(actor, invoice, starts_over=True).attempt == 1


def test_a_rejected_invoice_waits_for_its_credit_note(actor, invoice):
    note(actor, invoice)
    note(actor, invoice, Chorus.REJETEE, note="Marché soldé")
    with pytest.raises(NotPossible, match="faites un avoir") as refusal:
        note(actor, invoice, at=NOON + timedelta(days=1))
    assert refusal.value.field == "code"
    assert note(actor, invoice, starts_over=True).attempt == 2


@pytest.mark.parametrize(
    ("code", "at", "field"),
    [
        (Chorus.SUSPENDUE, NOON, "note"),
        (Chorus.A_RECYCLER, NOON, "note"),
        (Chorus.REJETEE, NOON, "note"),
        (Chorus.DEPOSEE, clock.noon(date(2026, 2, 1)), "on"),
        (Chorus.DEPOSEE, clock.noon(date(2999, 1, 1)), "on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(actor, invoice, code, at, field):
    with pytest.raises(NotPossible) as refusal:
        note(actor, invoice, code, at)
    assert refusal.value.field == field
    assert not DeliveryEvent.objects.exists()


def test_a_draft_cannot_be_deposited(actor, invoice):
    with pytest.raises(NotPossible, match="brouillon"):
        note(actor, Invoice.objects.create(account=invoice.account))


def test_who_only_reads_notes_nothing(invoice):
    with pytest.raises(Refused):
        note(make_biller("provider_billing_reader"), invoice)
