"""Facts to original: everything checked before, both files and their hashes after."""

import os
import random
from dataclasses import replace
from hashlib import sha256

import pytest

from billing.einvoice import seal as sealing
from billing.einvoice import validation
from billing.einvoice.checks import Demands, NotValid, refusals
from billing.einvoice.pdf import embedded
from billing.einvoice.seal import chain, rehearse, seal
from billing.einvoice.validation import Judge, ValidatorDown
from tests.billing.einvoice.papers import credit_note, invoice, line, random_document

FULL = os.environ.get("AGORA_FUZZ") == "full"
DOCUMENTS = 500 if FULL else 50


@pytest.fixture
def no_validator(monkeypatch):
    """The validator out of reach, as on a host where it does not start."""
    monkeypatch.setattr(validation, "_judge", Judge(("/nonexistent/python",)))


@pytest.mark.slow
def test_every_document_of_a_year_of_work_is_sealed(figure):
    seed = int(os.environ.get("AGORA_FUZZ_SEED") or random.randrange(10**9))
    chance = random.Random(seed)
    valid, kinds = 0, set()
    for rank in range(DOCUMENTS):
        document = random_document(chance)
        assert refusals(document) == [], f"AGORA_FUZZ_SEED={seed}, document {rank}"
        try:
            sealed = seal(document)
        except NotValid as error:
            raise AssertionError(f"AGORA_FUZZ_SEED={seed}, document {rank}") from error
        valid += embedded(sealed.pdf) == sealed.xml
        kinds.add((document.kind, document.territory))

    figure("einvoice_valid", valid, "documents", f"= {DOCUMENTS}", ok=valid == DOCUMENTS)
    assert valid == DOCUMENTS
    assert len(kinds) > 10


def test_a_sealed_document_is_two_files_and_their_hashes():
    sealed = seal(invoice())

    assert sealed.xml_sha256 == sha256(sealed.xml).hexdigest()
    assert sealed.pdf_sha256 == sha256(sealed.pdf).hexdigest()
    assert embedded(sealed.pdf) == sealed.xml


def test_the_demands_of_the_buyer_are_asked():
    bare = invoice(order_ref="")

    with pytest.raises(NotValid) as refused:
        seal(bare, demands=Demands(engagement=True))
    assert refused.value.codes == ("engagement-missing",)
    with pytest.raises(NotValid):
        rehearse(bare, demands=Demands(engagement=True))


@pytest.mark.parametrize("document", [invoice(number=""), credit_note(number="")])
def test_a_rehearsal_needs_no_number(document):
    rehearse(document)


def test_a_rehearsal_refuses_what_sealing_would():
    with pytest.raises(NotValid) as refused:
        rehearse(invoice(line(net_cents=30)))

    assert "line-total" in refused.value.codes


def test_what_the_schematrons_refuse_is_not_sealed():
    # Our checks leave a seller without a VAT id to EN 16931, which says it of taxed lines alone.
    with pytest.raises(NotValid) as refused:
        seal(replace(invoice(), seller=replace(invoice().seller, vat_id="")))

    assert refused.value.codes == ("BR-S-02",)


def test_what_the_schema_refuses_is_one_refusal(monkeypatch):
    monkeypatch.setattr(sealing, "check", lambda *_args, **_kwargs: None)  # to come that far

    with pytest.raises(NotValid) as refused:
        seal(invoice(buyer=replace(invoice().buyer, name="\x00")))

    assert refused.value.codes == ("xsd",)


@pytest.mark.parametrize("doing", [seal, rehearse])
def test_without_a_validator_nothing_is_sealed(no_validator, doing):
    with pytest.raises(ValidatorDown):
        doing(invoice())


def test_the_chain_binds_what_was_with_both_files():
    first = chain("", b"xml", b"pdf")
    by_hand = sha256(sha256(b"xml").digest() + sha256(b"pdf").digest()).hexdigest()

    assert first == by_hand
    assert chain(first, b"xml", b"pdf") != first
    assert chain(first, b"xml", b"pdf") != chain(first, b"xml", b"pdg")
    assert chain(first, b"xml", b"pdf") != chain(first, b"xmm", b"pdf")
    assert len(first) == 64
