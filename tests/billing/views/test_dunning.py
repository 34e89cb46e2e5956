"""« Relances »: read, edited, sent by a click."""

from datetime import date, timedelta

import pytest

from agora.mail.models import OutgoingMail
from agora.rules import SYSTEM
from billing import clock
from billing.actions.dunning import open_steps
from billing.models import Chorus, DunningStep, PaymentPromise
from tests.factories.billing import issued, make_account, make_biller, note_status
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db
LIST = "/facturation/relances/"
FIRST = date(2026, 2, 10)


@pytest.fixture(autouse=True)
def sixty_one_days_later():
    with clock.at(FIRST + timedelta(days=61)):
        yield


@pytest.fixture
def ops(console, books):
    return sign_in(console, make_biller())


@pytest.fixture
def invoice(books):
    return late(make_account(name="Commune d’Évry", contact_name="Mme Roux"))


def late(account):
    found = issued(account, engagement="ENG-7")
    note_status(found, on=FIRST, chorus_number="CPP-77")
    note_status(found, Chorus.MISE_A_DISPOSITION, on=FIRST)
    return found


@pytest.fixture
def steps(invoice):
    return {one.step: one for one in open_steps(actor=SYSTEM, invoice=invoice)}


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_nobody_to_remind_says_where_to_look(ops):
    assert "Personne à relancer" in text(ops.get(LIST))


def test_the_list_says_the_next_step_and_why_others_wait(ops, invoice, steps):
    waiting = issued(invoice.account)
    page = text(ops.get(LIST))

    assert "Message au service comptable" in page
    assert "Courrier à la direction générale" not in page
    assert "Lire le message" in page
    assert waiting.number in page
    assert "le retard est le nôtre" in page


@pytest.mark.parametrize("count", [1, 7])
def test_the_list_takes_a_fixed_number_of_queries(ops, books, django_assert_num_queries, count):
    for _n in range(count):
        open_steps(actor=SYSTEM, invoice=late(make_account()))
    ops.get(LIST)
    with django_assert_num_queries(6):
        ops.get(LIST)


def test_the_message_says_amounts_chorus_and_whom_to_call_and_does_not_leave(ops, steps):
    page = text(ops.get(f"{LIST}{steps[31].pk}/"))

    for words in (
        "AG2026-000001",
        "12\u202f000\u00a0€",
        "ENG-7",
        "CPP-77",
        "Mise à disposition",
        "Maud Exploitation",
        "01 47 00 00 00",
        "Mme Roux",
    ):
        assert words in page
    assert not OutgoingMail.objects.exists()


def test_a_click_sends_what_was_edited(ops, steps):
    said = {"to": "roux@ville.fr", "subject": "Votre facture", "body": "Bonjour Mme Roux."}
    assert ops.post(f"{LIST}{steps[31].pk}/", said).headers["Location"] == LIST

    letter = OutgoingMail.objects.get()
    assert (letter.to, letter.subject) == ("roux@ville.fr", "Votre facture")
    assert "Bonjour Mme Roux." in letter.text
    page = text(ops.post(f"{LIST}{steps[31].pk}/", said), 422)
    assert "Étape déjà faite" in page
    assert OutgoingMail.objects.count() == 1


def test_a_message_without_words_is_not_sent(ops, steps):
    page = text(ops.post(f"{LIST}{steps[31].pk}/", {"to": "x", "subject": "", "body": ""}), 422)
    assert "Écrivez une adresse e-mail complète." in page
    assert "Écrivez le message." in page
    assert not OutgoingMail.objects.exists()


def test_a_call_is_noted_with_its_promise(ops, steps):
    said = {"note": "Mandat parti lundi", "promised_on": "2026-05-01"}
    assert ops.post(f"{LIST}{steps[45].pk}/", said).headers["Location"] == LIST
    assert DunningStep.objects.get(step=45).note == "Mandat parti lundi"
    assert PaymentPromise.objects.get().promised_on == date(2026, 5, 1)
    assert "Paiement promis pour le 01/05/2026." in text(ops.get(LIST))


def test_an_empty_note_and_a_past_promise_are_refused(ops, steps):
    assert "Écrivez à qui" in text(ops.post(f"{LIST}{steps[45].pk}/", {"note": ""}), 422)
    said = {"note": "Oui", "promised_on": "2026-04-01"}
    assert "Cette date est passée" in text(ops.post(f"{LIST}{steps[45].pk}/", said), 422)
    assert DunningStep.objects.get(step=45).done_at is None


def test_the_letter_is_ready_to_print(ops, steps):
    assert "courrier/" in text(ops.get(f"{LIST}{steps[60].pk}/"))
    page = text(ops.get(f"{LIST}{steps[60].pk}/courrier/"))
    for words in ("Commune d’Évry", "12 rue des Ateliers", "Madame, Monsieur", "le 12\u00a0avril"):
        assert words in page


def test_a_promise_is_noted_by_itself(ops, invoice):
    address = f"{LIST}{invoice.uid}/promesse/"
    assert "se taisent" in text(ops.get(address))
    assert "Écrivez la date" in text(ops.post(address, {"note": "x"}), 422)
    ops.post(address, {"promised_on": "2026-04-20", "note": "M. Petit, au téléphone"})
    assert PaymentPromise.objects.get().note == "M. Petit, au téléphone"


def test_who_only_reads_says_nothing(console, invoice, steps):
    sign_in(console, make_biller("provider_billing_reader"))
    assert "Lire le message" not in text(console.get(LIST))
    assert console.get(f"{LIST}{steps[31].pk}/").status_code == 403
    assert console.get(f"{LIST}{invoice.uid}/promesse/").status_code == 403
