"""Nothing leaves without a click, and nothing is said to who owes nothing or waits for us."""

from datetime import date, timedelta

import pytest

from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM, Refused
from billing import clock
from billing.actions import dunning as actions
from billing.models import Chorus, DunningStep, PaymentPromise
from billing.refusals import NotPossible
from tests.factories.billing import issued, make_account, make_biller, note_status, paid

pytestmark = pytest.mark.django_db
FIRST = date(2026, 2, 10)
LATER = FIRST + timedelta(days=47)


@pytest.fixture(autouse=True)
def forty_seven_days_later():
    with clock.at(LATER):
        yield


@pytest.fixture
def actor(books):
    return make_biller()


@pytest.fixture
def invoice(books):
    found = issued(make_account(city=books["villeneuve"]))
    note_status(found, Chorus.MISE_A_DISPOSITION, on=FIRST)
    return found


@pytest.fixture
def steps(invoice):
    return list(actions.open_steps(actor=SYSTEM, invoice=invoice))


def send(actor, step, **fields):
    given = {"subject": "Facture", "body": "Bonjour,\n\nOù en est-elle ?", "to": "compta@ville.fr"}
    return actions.send_message(actor=actor, step=step, **given | fields)


def test_steps_reached_are_opened_once_and_send_nothing(invoice, steps):
    assert [(one.step, one.due_on - FIRST) for one in steps] == [
        (31, timedelta(days=31)),
        (45, timedelta(days=45)),
    ]
    assert actions.open_steps(actor=SYSTEM, invoice=invoice) == []
    assert DunningStep.objects.count() == 2
    assert not OutgoingMail.objects.exists()


def test_nothing_opens_for_what_is_paid(invoice):
    paid(invoice, on=FIRST)
    assert actions.open_steps(actor=SYSTEM, invoice=invoice) == []


def test_people_do_not_open_steps(invoice, actor):
    with pytest.raises(Refused):
        actions.open_steps(actor=actor, invoice=invoice)


def test_the_message_leaves_as_it_was_edited_once(actor, steps):
    done = send(actor, steps[0])

    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.subject) == ("compta@ville.fr", "Facture")
    assert "Où en est-elle ?" in letter.text
    assert letter.reply_to == "facturation@agora.example"
    assert (clock.day_of(done.done_at), done.by_label) == (LATER, str(actor))
    assert done.note == "Message envoyé\u00a0: Facture"

    with pytest.raises(NotPossible, match="déjà faite le 29/03/2026") as refusal:
        send(actor, steps[0])
    assert refusal.value.code == "done"
    assert OutgoingMail.objects.count() == 1


def test_a_call_is_no_message(actor, steps):
    with pytest.raises(NotPossible, match="pas un message"):
        send(actor, steps[1])


def test_what_was_said_is_noted_with_the_promise_that_was_made(actor, invoice, steps):
    day = LATER + timedelta(days=10)
    actions.note_step(actor=actor, step=steps[1], note="Mme Roux : mandat parti", promised_on=day)

    assert DunningStep.objects.get(step=45).note == "Mme Roux : mandat parti"
    assert PaymentPromise.objects.get().promised_on == day
    with pytest.raises(NotPossible, match="Paiement promis pour le 08/04/2026"):
        send(actor, steps[0])


def test_a_step_may_be_noted_without_a_promise(actor, steps):
    actions.note_step(actor=actor, step=steps[1], note="Personne ne répond")
    assert not PaymentPromise.objects.exists()


def test_nothing_is_said_once_it_is_paid(actor, invoice, steps):
    paid(invoice, on=LATER)
    for attempt in (
        lambda: send(actor, steps[0]),
        lambda: actions.note_step(actor=actor, step=steps[1], note="x"),
        lambda: actions.note_promise(actor=actor, invoice=invoice, promised_on=LATER),
    ):
        with pytest.raises(NotPossible, match="Rien n’est plus dû"):
            attempt()
    assert not OutgoingMail.objects.exists()


def test_nothing_is_said_while_the_city_waits_for_us(actor, invoice, steps):
    note_status(invoice, Chorus.SUSPENDUE, on=LATER)
    with pytest.raises(NotPossible, match="attend notre réponse"):
        send(actor, steps[0])


def test_a_promise_lies_ahead(actor, invoice):
    with pytest.raises(NotPossible, match="Cette date est passée"):
        actions.note_promise(actor=actor, invoice=invoice, promised_on=LATER - timedelta(days=1))
    kept = actions.note_promise(actor=actor, invoice=invoice, promised_on=LATER, note="M. Petit")
    assert (kept.promised_on, kept.note, kept.by_label) == (LATER, "M. Petit", str(actor))


def test_who_only_reads_sends_nothing(steps):
    with pytest.raises(Refused):
        send(make_biller("provider_billing_reader"), steps[0])
