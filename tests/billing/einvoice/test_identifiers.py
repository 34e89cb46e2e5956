"""Keys of identifiers: one digit wrong, and it shows."""

import pytest

from billing.einvoice.identifiers import is_bic, is_iban, is_siret, is_vat_id
from tests.billing.einvoice.papers import IBANS, siret, vat_id

OURS = siret("55208131")


def wrong_digit(code, place):
    return f"{code[:place]}{(int(code[place]) + 1) % 10}{code[place + 1 :]}"


def test_a_true_siret_is_known():
    assert is_siret(OURS)


def test_the_post_office_has_its_own_key():
    assert is_siret("35600000000048")
    assert is_siret("35600000049837")  # no Luhn key: its digits add up to a multiple of five
    assert not is_siret("35600000049838")


@pytest.mark.parametrize("place", range(14))
def test_one_wrong_digit_of_a_siret_shows(place):
    assert not is_siret(wrong_digit(OURS, place))


@pytest.mark.parametrize(
    "text", ["", "123", f" {OURS}", f"{OURS}\n", "552 081 317 66522", "é" * 14]
)
def test_a_siret_is_fourteen_digits_and_nothing_else(text):
    assert not is_siret(text)


def test_a_vat_id_has_its_key_and_the_siren_of_its_party():
    assert is_vat_id(vat_id(OURS), siret=OURS)
    assert not is_vat_id(vat_id(OURS), siret=siret("21850210"))
    assert not is_vat_id(wrong_digit(vat_id(OURS), 3), siret=OURS)
    assert not is_vat_id(OURS[:9], siret=OURS)


@pytest.mark.parametrize("iban", IBANS)
def test_a_true_iban_is_known_and_a_wrong_digit_shows(iban):
    assert is_iban(iban)
    assert not is_iban(wrong_digit(iban, 5))


def test_the_french_key_of_an_iban_is_asked_too():
    assert not is_iban("FR8420041010050500013M02607")  # international key right, RIB key wrong


@pytest.mark.parametrize(
    "text", ["", "FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013M02606"]
)
def test_an_iban_is_stored_without_spaces_in_capitals(text):
    assert not is_iban(text)


def test_a_bic_has_a_country():
    assert is_bic("PSSTFRPPLYO")
    assert not is_bic("PSSTXXPP")
    assert not is_bic("PSST")
