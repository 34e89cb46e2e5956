"""Pieces that forms of billing share: amounts, words, an action's refusal at its field."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import money
from billing.refusals import NotPossible

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def check_visible(text: str) -> None:
    """Refuse signs that cannot be seen: they turn or hide what is read."""
    for position, character in enumerate(text, start=1):
        if character not in "\r\n" and unicodedata.category(character) in HIDDEN:
            raise ValidationError(
                _("Caractère invisible en position %(position)s\u00a0: le retirer.")
                % {"position": position},
                code="invisible",
            )


class AmountField(forms.CharField):
    """Euros as people type them, `1 234,56`; cleans to cents above zero, None if empty."""

    default_error_messages = {"required": gettext_lazy("Montant attendu\u00a0: 1234,56.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "w-s"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**{"max_length": 20, **kwargs})

    def clean(self, value: Any) -> Any:
        """Cents."""
        text = super().clean(value)
        if not text:
            return None
        cents = money.typed(text)
        if cents <= 0:
            raise ValidationError(_("Montant attendu\u00a0: 1234,56."), code="amount")
        return cents


@contextmanager
def refused_at(form: forms.BaseForm) -> Iterator[None]:
    """Say an action's refusal at its field, and go on after the block.

    A view returns its redirect from inside the block and shows the form again below it.
    """
    try:
        yield
    except NotPossible as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, ValidationError(refusal.message, code=refusal.code))
