"""Who we are; a new account at a bank takes two people."""

import pytest

from agora.rules import SYSTEM, Refused
from billing.actions.provider import confirm_bank, describe_provider, drop_bank, propose_bank
from billing.models import Provider
from billing.refusals import NotPossible
from tests.factories.billing import IBAN, make_biller

OTHER = "FR1420041010050500013M02606"


@pytest.fixture
def biller(books):
    return make_biller()


@pytest.fixture
def approver(books):
    return make_biller("provider_billing_approver")


def test_the_identity_is_written_without_touching_the_account(biller):
    describe_provider(actor=biller, fields={"name": "Agora SCOP", "iban": OTHER})

    us = Provider.objects.get()
    assert (us.name, us.iban) == ("Agora SCOP", IBAN)


def test_a_new_account_waits_for_a_second_person(biller, approver):
    propose_bank(actor=biller, iban=OTHER, bic="PSSTFRPP")
    assert Provider.objects.get().iban == IBAN

    us = confirm_bank(actor=approver)

    assert (us.iban, us.bic, us.pending_iban, us.pending_at) == (OTHER, "PSSTFRPP", "", None)


def test_whoever_proposed_cannot_confirm(approver):
    propose_bank(actor=approver, iban=OTHER, bic="PSSTFRPP")

    with pytest.raises(NotPossible) as refusal:
        confirm_bank(actor=approver)

    assert refusal.value.message == "Un second responsable doit confirmer ce RIB."
    assert Provider.objects.get().iban == IBAN


def test_the_machine_is_no_second_person_for_itself(books):
    propose_bank(actor=SYSTEM, iban=OTHER, bic="PSSTFRPP")

    with pytest.raises(NotPossible):
        confirm_bank(actor=SYSTEM)


def test_confirming_nothing_says_so(approver):
    with pytest.raises(NotPossible) as refusal:
        confirm_bank(actor=approver)

    assert refusal.value.code == "no_bank"


def test_only_an_approver_confirms(biller, approver):
    propose_bank(actor=approver, iban=OTHER, bic="PSSTFRPP")

    with pytest.raises(Refused):
        confirm_bank(actor=biller)


def test_a_proposal_may_be_withdrawn(biller, approver):
    propose_bank(actor=biller, iban=OTHER, bic="PSSTFRPP")
    drop_bank(actor=biller)

    assert Provider.objects.get().pending_iban == ""
    with pytest.raises(NotPossible):
        confirm_bank(actor=approver)


def test_proposing_the_account_in_use_asks_nobody(biller):
    us = Provider.objects.get()
    propose_bank(actor=biller, iban=OTHER, bic="PSSTFRPP")
    propose_bank(actor=biller, iban=us.iban, bic=us.bic)

    assert Provider.objects.get().pending_iban == ""
