"""Only jobs write about Stripe; each thing is kept once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from agora.jobs.testing import pending
from agora.rules import SYSTEM, Refused
from billing import clock
from billing.actions import stripe as keep
from billing.models import FactKind, LedgerFact, StripeCursor, StripeEvent, StripeGap, StripeObject
from billing.rail import Payment, Refund
from billing.webhook import Hint
from tests.factories.billing import issued, make_account, make_biller

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 3)
HINT = Hint("evt_1", "invoice.paid", 0, "in_1")


@pytest.fixture
def invoice(books):
    return issued(make_account())


@pytest.mark.parametrize(
    ("verb", "facts"),
    [
        (keep.note_hint, {"hint": HINT}),
        (keep.settle_hints, {"about": "in_1", "before": clock.now(), "outcome": ""}),
        (keep.keep_link, {"kind": "invoice", "ours": uuid4(), "stripe_id": "in_1"}),
        (keep.keep_money, {"invoice": None, "payments": [], "refunds": []}),
        (keep.note_gap, {"what": "x"}),
        (keep.close_gaps, {"invoice": None, "stripe_id": "", "note": ""}),
        (keep.move_cursor, {"name": "events", "at": clock.now()}),
    ],
)
def test_nobody_writes_it_by_hand(books, verb, facts):
    with pytest.raises(Refused):
        verb(actor=make_biller("provider_billing_approver"), **facts)


def test_a_hint_is_kept_once(books):
    for _ in range(2):
        keep.note_hint(actor=SYSTEM, hint=HINT)

    assert StripeEvent.objects.values_list("event_id", "object_id").get() == ("evt_1", "in_1")


def test_a_hint_that_comes_during_a_look_waits_for_the_next(books):
    keep.note_hint(actor=SYSTEM, hint=HINT)
    before = clock.now() - timedelta(seconds=1)

    assert keep.settle_hints(actor=SYSTEM, about="in_1", before=before, outcome="x") == 0
    assert keep.settle_hints(actor=SYSTEM, about="in_1", before=clock.now(), outcome="x") == 1
    assert StripeEvent.objects.get().attempts == 1


def test_a_link_is_one_and_its_facts_change(books):
    ours = uuid4()
    keep.keep_link(actor=SYSTEM, kind="receipt", ours=ours, stripe_id="pr_1")
    link = keep.keep_link(
        actor=SYSTEM, kind="receipt", ours=ours, stripe_id="pr_1", facts={"attached": True}
    )

    assert StripeObject.objects.get() == link
    assert link.facts == {"attached": True}


def test_money_is_noted_undone_and_noted_again(invoice):
    paid, given = Payment("inpay_1", 500, ON, "pi_1", ""), Refund("re_1", 20, ON)
    for payments, refunds in (([paid], [given]), ([], []), ([paid], []), ([paid], [])):
        with clock.at(date(2026, 4, 4)):
            keep.keep_money(actor=SYSTEM, invoice=invoice, payments=payments, refunds=refunds)

    rows = LedgerFact.objects.filter(source_system="stripe").order_by("pk")
    assert [(one.kind, one.source_id, one.effective_on) for one in rows] == [
        (FactKind.PAYMENT, "inpay_1", ON),
        (FactKind.REVERSAL, "re_1", ON),
        (FactKind.REVERSAL, "undo:inpay_1", date(2026, 4, 4)),
        (FactKind.PAYMENT, "undo:re_1", date(2026, 4, 4)),
        (FactKind.PAYMENT, "undo:undo:inpay_1", date(2026, 4, 4)),
    ]


def test_a_gap_is_said_once_while_it_is_open(invoice):
    said = {"what": "Total différent", "invoice": invoice, "stripe_id": "in_1"}
    first = keep.note_gap(actor=SYSTEM, **said, ours=1, theirs=2)
    assert keep.note_gap(actor=SYSTEM, **said, ours=1, theirs=2) == first
    assert keep.note_gap(actor=SYSTEM, **said, ours=1, theirs=3) != first

    assert keep.close_gaps(actor=SYSTEM, invoice=invoice, stripe_id="in_1", note="égal") == 2
    assert keep.note_gap(actor=SYSTEM, **said, ours=1, theirs=2) != first
    assert StripeGap.objects.filter(closed_at__isnull=True).count() == 1


def test_a_gap_in_words_is_not_closed_by_equal_amounts(invoice):
    keep.note_gap(actor=SYSTEM, what="Refusé", invoice=invoice, stripe_id="in_1")

    assert keep.close_gaps(actor=SYSTEM, invoice=invoice, stripe_id="in_1", note="égal") == 0


def test_a_cursor_moves(books):
    for day in (1, 2):
        keep.move_cursor(actor=SYSTEM, name="events", at=clock.noon(date(2026, 3, day)))

    assert StripeCursor.objects.get().at == clock.noon(date(2026, 3, 2))


def test_a_hint_that_leads_to_no_money_is_done_at_once(books):
    keep.note_hint(actor=SYSTEM, hint=Hint("evt_2", "customer.deleted", 0, "cus_1"))

    assert StripeEvent.objects.get().outcome == "gardé"
    assert pending() == []


def test_people_who_run_billing_replay_a_hint(books):
    keep.note_hint(actor=SYSTEM, hint=HINT)
    run = [name for name, _ in pending()]
    keep.settle_hints(actor=SYSTEM, about="in_1", before=clock.now(), outcome="regardé")
    event = StripeEvent.objects.get()

    keep.replay_hint(actor=make_biller(), event=event)

    event.refresh_from_db()
    assert (event.done_at, event.outcome) == (None, "")
    assert [name for name, _ in pending()] == run == ["billing.pull"]
    with pytest.raises(Refused):
        keep.replay_hint(actor=make_biller("provider_billing_reader"), event=event)


def test_people_who_run_billing_close_a_gap_and_say_how(invoice):
    gap = keep.note_gap(actor=SYSTEM, what="Refusé", invoice=invoice, stripe_id="in_1")
    with pytest.raises(Refused):
        keep.close_gap(actor=make_biller("provider_billing_reader"), gap=gap, note="x")

    keep.close_gap(actor=make_biller(), gap=gap, note="Vu avec la trésorerie")

    gap.refresh_from_db()
    assert gap.closed_note == "Vu avec la trésorerie"
    assert gap.closed_at is not None
