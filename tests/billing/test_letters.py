"""What is written to a payer who is late: facts, whom to call, no threat."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from billing import letters
from billing.models import Chorus, Provider
from billing.queries import dunning
from tests.factories.billing import issued, make_account, note_status, paid

pytestmark = pytest.mark.django_db
FIRST = date(2026, 2, 10)


@pytest.fixture
def invoice(books):
    return issued(make_account(), engagement="ENG-7")


def draft(invoice, maker=letters.message):
    talk = dunning.conversation(invoice, FIRST + timedelta(days=61))
    return maker(talk, Provider.objects.get())


def test_the_message_says_what_is_owed_where_it_is_and_whom_to_call(invoice):
    note_status(invoice, on=FIRST, chorus_number="CPP-77")
    note_status(invoice, Chorus.MISE_A_DISPOSITION, on=FIRST)
    said = draft(invoice)

    assert said.subject == "Facture AG2026-000001\u00a0: où en est son règlement\u00a0?"
    for words in (
        "du 2\u00a0février\u00a02026, de 12\u202f000\u00a0€ TTC, n’est pas encore réglée.",
        "l’engagement ENG-7",
        "sous le numéro CPP-77\u00a0: reçue le 10\u00a0février\u00a02026",
        "«\u00a0Mise à disposition\u00a0» depuis le 10\u00a0février\u00a02026,",
        "auprès de vos services",
        "a pris fin le 12\u00a0mars\u00a02026",
        "Maud Exploitation, 01 47 00 00 00, facturation@agora.example",
        "La plateforme reste ouverte aux habitants",
    ):
        assert words in said.body


def test_what_was_paid_in_part_and_is_at_the_accountant_is_said(invoice):
    note_status(invoice, Chorus.MISE_EN_PAIEMENT, on=FIRST)
    paid(invoice, 200_000, on=FIRST)
    body = draft(invoice, letters.letter).body

    assert "n’est réglée qu’en partie\u00a0: il reste 10\u202f000\u00a0€ à payer" in body
    assert "auprès du comptable public" in body
    assert body.startswith("Madame, Monsieur,")


def test_it_is_in_french_whoever_works(invoice):
    note_status(invoice, Chorus.MISE_A_DISPOSITION, on=FIRST)
    with translation.override("en"):
        assert "10\u00a0février\u00a02026" in draft(invoice).body
