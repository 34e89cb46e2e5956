"""What is to be said next about a late invoice, and what makes one wait."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from billing import clock
from billing.actions.deliveries import Status, note_delivery
from billing.models import Chorus, DunningStep, PaymentPromise, Step
from billing.queries import dunning
from tests.factories.billing import issued, make_account, make_biller, note_status, paid

pytestmark = pytest.mark.django_db
FIRST = date(2026, 2, 10)


@pytest.fixture
def invoice(books):
    found = issued(make_account(city=books["villeneuve"]))
    note_status(found, on=FIRST)
    note_status(found, Chorus.MISE_A_DISPOSITION, on=FIRST)
    return found


def after(days):
    return FIRST + timedelta(days=days)


def reached(invoice, days):
    found = dunning.conversation(invoice, after(days))
    return found.reached(after(days))


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (30, []),
        (31, [Step.MESSAGE]),
        (45, [Step.MESSAGE, Step.CALL]),
        (60, [Step.MESSAGE, Step.CALL, Step.LETTER]),
        (400, list(Step)),
    ],
)
def test_steps_are_counted_from_reception(invoice, days, steps):
    assert reached(invoice, days) == steps


def test_a_step_opened_is_not_reached_again(invoice):
    DunningStep.objects.create(invoice=invoice, step=31, due_on=after(31))
    assert reached(invoice, 50) == [Step.CALL]


def test_a_completed_invoice_has_thirty_new_days(invoice):
    note_status(invoice, Chorus.SUSPENDUE, on=after(20))
    note_status(invoice, Chorus.COMPLETEE, on=after(25))
    assert reached(invoice, 55) == []
    assert reached(invoice, 56) == [Step.MESSAGE]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (Chorus.SUSPENDUE, "attend notre réponse"),
        (Chorus.A_RECYCLER, "à nous de jouer"),
        (Chorus.REJETEE, "à nous de jouer"),
    ],
)
def test_the_conversation_rests_while_we_have_the_ball(invoice, code, words):
    note_status(invoice, code, on=after(20))
    found = dunning.conversation(invoice, after(100))
    assert words in found.paused
    assert found.reached(after(100)) == []
    with pytest.raises(ValueError, match="does not run"):
        found.due_on(Step.CALL)


def test_what_was_never_deposited_is_our_own_delay(books):
    invoice = issued(make_account())
    found = dunning.conversation(invoice, after(400))
    assert "le retard est le nôtre" in found.paused
    assert found.reached(after(400)) == []


def test_it_rests_until_a_promise_is_past(invoice):
    PaymentPromise.objects.create(invoice=invoice, promised_on=after(70))
    PaymentPromise.objects.create(invoice=invoice, promised_on=after(50))
    assert reached(invoice, 50) == []
    assert reached(invoice, 51) == [Step.MESSAGE, Step.CALL]


def test_nobody_is_reminded_of_what_is_paid_or_credited(invoice):
    paid(invoice, on=after(10))
    other = issued(invoice.account)
    note_status(other, on=FIRST)
    issued(invoice.account, kind=381, corrects=other)

    assert dunning.conversations(after(100)) == []
    assert dunning.conversation(invoice, after(100)) is None
    with pytest.raises(Http404):
        dunning.conversation_or_404(other.uid, after(100))


def test_a_part_payment_leaves_the_rest_to_talk_about(invoice):
    paid(invoice, 5, on=after(10))
    assert reached(invoice, 31) == [Step.MESSAGE]


@pytest.mark.parametrize("count", [1, 8])
def test_all_conversations_take_four_queries(books, django_assert_num_queries, count):
    for _n in range(count):
        one = issued(make_account())
        note_status(one, on=FIRST)
        DunningStep.objects.create(invoice=one, step=31, due_on=after(31))
    with django_assert_num_queries(4):
        assert len(dunning.waiting(after(40))) == count


def test_the_first_step_not_done_is_the_next(invoice):
    done = DunningStep.objects.create(
        invoice=invoice, step=31, due_on=after(31), done_at=clock.noon(after(32))
    )
    call = DunningStep.objects.create(invoice=invoice, step=45, due_on=after(45))
    [found] = dunning.waiting(after(50))

    assert (found.next_step, found.steps) == (call, (done, call))
    assert dunning.step_or_404(call.pk) == call
    with pytest.raises(Http404):
        dunning.step_or_404(0)


def test_steps_to_open_are_told_with_their_conversation(invoice):
    [(found, steps)] = dunning.to_open(after(31))
    assert (found.invoice, steps, found.due_on(Step.CALL)) == (invoice, [Step.MESSAGE], after(45))
    assert dunning.to_open(after(30)) == []


def test_a_wrong_status_answered_by_a_later_one_counts_no_more(invoice):
    with clock.at(after(60)):
        wrong = Status(Chorus.REJETEE, clock.now(), note="Erreur de ligne")
        note_delivery(actor=make_biller(), invoice=invoice, status=wrong)
        assert reached(invoice, 60) == []
        right = Status(Chorus.MISE_A_DISPOSITION, clock.noon(FIRST), starts_over=True)
        note_delivery(actor=make_biller(), invoice=invoice, status=right)
    assert reached(invoice, 60) == [Step.MESSAGE, Step.CALL, Step.LETTER]
