"""Amounts and words as people type them, and refusals shown where they belong."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from billing.forms.typed import AmountField, check_visible, refused_at
from billing.refusals import NotPossible


class Typed(forms.Form):
    cents = AmountField(required=False)


def test_an_amount_is_cents_above_zero():
    assert AmountField().clean("1 234,56 €") == 123_456
    assert AmountField(required=False).clean("") is None


@pytest.mark.parametrize("text", ["", "0", "-1,00", "NaN", "1e9", "1,234", "abc"])
def test_what_is_no_amount_says_what_is_expected(text):
    with pytest.raises(ValidationError, match=r"1234,56"):
        AmountField().clean(text)


def test_a_hidden_sign_is_said_by_its_place():
    check_visible("Lignes\r\net accents é’«\u00a0»")
    for text in ("a\u202eb", "a\u200bb", "a\x07b", "a\tb"):
        with pytest.raises(ValidationError, match="position 2"):
            check_visible(text)


@pytest.mark.parametrize(("field", "shown"), [("cents", "cents"), ("elsewhere", "__all__")])
def test_a_refusal_is_shown_at_its_field_or_above(field, shown):
    form = Typed({"cents": "1"})
    assert form.is_valid()
    with refused_at(form):
        raise NotPossible("over", field, "Trop.")
    assert form.errors == {shown: ["Trop."]}
    assert form.errors.as_data()[shown][0].code == "over"


def test_what_is_not_refused_is_left_alone():
    form = Typed({"cents": "1"})
    with refused_at(form):
        pass
    assert form.is_valid()
