"""Fields of the trade."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from billing.forms import fields
from billing.refusals import NotPossible
from tests.factories.billing import IBAN, SIRET, vat_id_of


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1 234,56 €", 123_456), ("1234.5", 123_450), ("0", 0), ("14\u202f100", 1_410_000)],
)
def test_euros_are_read_as_people_type_them(typed, cents):
    assert fields.EurosField().clean(typed) == cents


@pytest.mark.parametrize("typed", ["NaN", "1e9", "12,345", "douze", "--1", "9999999999999"])
def test_what_is_no_amount_is_refused_in_the_same_words(typed):
    with pytest.raises(ValidationError) as refusal:
        fields.EurosField(max_length=30).clean(typed)

    assert refusal.value.messages == ["Montant attendu\u00a0: 1234,56."]


def test_euros_below_zero_are_refused_and_none_is_nothing():
    with pytest.raises(ValidationError, match="positif"):
        fields.EurosField().clean("-3")
    assert fields.EurosField(required=False).clean("") is None
    assert fields.EurosField().prepare_value(123_456) == "1234,56"
    assert fields.EurosField().prepare_value("12,") == "12,"


@pytest.mark.parametrize(
    ("typed", "days"), [("1", 1), ("1,5", Decimal("1.5")), ("0.5", Decimal("0.5")), ("12,0", 12)]
)
def test_days_are_read_by_halves(typed, days):
    assert fields.DaysField().clean(typed) == days


@pytest.mark.parametrize("typed", ["", "0", "0,3", "-1", "x", "1,55", "201", ",5", "٣"])
def test_what_is_no_half_day_is_refused(typed):
    with pytest.raises(ValidationError, match="demi-journées"):
        fields.DaysField().clean(typed)


def test_no_day_is_a_number_where_none_is_asked():
    assert fields.DaysField(required=False).clean(None) == 0
    assert fields.DaysField().prepare_value(Decimal("1.50")) == "1,5"
    assert fields.DaysField().prepare_value("1,") == "1,"


def test_people_are_counted_however_spaced():
    assert fields.PeopleField().clean("17\u202f050 ") == 17_050


def test_a_siret_is_fourteen_digits_with_both_keys():
    assert fields.SiretField().clean("732 829 320 00074") == SIRET
    for wrong in ("73282932000075", "7328293200007", "abc", ""):
        with pytest.raises(ValidationError, match="SIRET mal recopié"):
            fields.SiretField().clean(wrong)


def test_a_vat_number_is_that_of_the_siret():
    vat_id = vat_id_of(SIRET)

    assert fields.check_vat_id(f"fr {vat_id[2:]}", SIRET) == vat_id
    assert fields.check_vat_id("", SIRET) == ""
    with pytest.raises(ValidationError):
        fields.check_vat_id(vat_id, "21920050800017")


def test_bank_codes_have_their_keys():
    assert fields.iban_field().clean("fr76 3000 6000 0112 3456 7890 189") == IBAN
    assert fields.bic_field().clean("agrifrpp") == "AGRIFRPP"
    assert fields.iban_field(required=False).clean("") == ""
    with pytest.raises(ValidationError, match="IBAN mal recopié"):
        fields.iban_field().clean("FR7630006000011234567890188")
    with pytest.raises(ValidationError, match="BIC mal recopié"):
        fields.bic_field().clean("AGRI")


def test_signs_nobody_sees_are_named_by_their_place():
    with pytest.raises(ValidationError) as refusal:
        fields.WordsField().clean("ab\u200bc")
    assert refusal.value.messages == ["Caractère invisible en position 3\u00a0: le retirer."]
    assert fields.WordsField().clean("a\r\nb") == "a\nb"


class Small(forms.Form):
    name = forms.CharField(required=False)


@pytest.mark.parametrize(("field", "where"), [("name", "name"), ("elsewhere", "__all__")])
def test_a_refusal_is_said_at_its_field_or_above(field, where):
    form = Small({})
    with fields.said_at(form):
        raise NotPossible("no", field, "Pas possible.")

    assert form.errors == {where: ["Pas possible."]}
