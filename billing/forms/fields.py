"""Fields of the trade: euros, identifiers with their keys, days by halves, papers."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import money
from billing.einvoice.characters import strays
from billing.einvoice.identifiers import is_bic, is_iban, is_siret, is_vat_id
from billing.refusals import NotPossible
from billing.scans import PLAIN_PDF, Scan, read_scan

WRONG_SIRET = gettext_lazy("SIRET mal recopié\u00a0: vérifiez les 14\u00a0chiffres.")
WRONG_VAT = gettext_lazy(
    "Numéro de TVA mal recopié\u00a0: FR, deux chiffres, puis les 9\u00a0chiffres du SIREN."
)
WRONG_IBAN = gettext_lazy("IBAN mal recopié\u00a0: relisez-le sur le RIB, caractère par caractère.")
WRONG_BIC = gettext_lazy("BIC mal recopié\u00a0: 8 ou 11 caractères, lus sur le RIB.")


@contextmanager
def said_at(form: forms.BaseForm) -> Iterator[None]:
    """Say at its field what an action refused, and go on after the block.

    A view returns its redirect from inside the block and shows the form again below it.
    """
    try:
        yield
    except NotPossible as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def check_signs(text: str) -> None:
    """Refuse what cannot be seen or printed: it disguises a name, and stops an invoice."""
    for position, _stray in strays(text.replace("\r\n", "\n"), several_lines=True):
        raise ValidationError(
            _("Caractère invisible en position %(n)s\u00a0: le retirer."),
            code="stray",
            params={"n": position},
        )


class WordsField(forms.CharField):
    """A text that may go on an invoice: 100 signs unless told, all of them printable."""

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(check_signs)

    def to_python(self, value: Any) -> str:
        """Line ends as one sign."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class EurosField(forms.CharField):
    """Euros as people type them; cleans to cents, or None when left empty."""

    default_error_messages = {
        "required": gettext_lazy("Montant attendu\u00a0: 1234,56."),
        "negative": gettext_lazy("Écrivez un montant positif, par exemple 1234,56."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Cents known already, as people type them."""
        return money.comma(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        cents = money.typed(text)
        if cents < 0:
            raise ValidationError(self.error_messages["negative"], code="negative")
        return cents


class DaysField(forms.Field):
    """Days by halves, with a comma or a point; cleans to a Decimal, 0 when left empty."""

    widget = forms.TextInput
    default_error_messages = {
        "required": gettext_lazy("Comptez par demi-journées\u00a0: 0,5, 1, 1,5…"),
        "invalid": gettext_lazy("Comptez par demi-journées\u00a0: 0,5, 1, 1,5…"),
    }

    def __init__(self, *, most: int = 200, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "w-s", "maxlength": 5}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value

    def to_python(self, value: Any) -> Decimal:
        text = str(value or "").strip().replace(",", ".")
        if not text:
            return Decimal(0)
        whole, _point, rest = text.partition(".")
        if not (whole.isascii() and whole.isdigit() and rest in ("", "0", "5") and len(text) < 6):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        days = Decimal(text)
        if days > self.most:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return days

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")


class PeopleField(forms.IntegerField):
    """A number of people, however spaced: « 17 050 »."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_bare(value))


class SiretField(forms.CharField):
    """14 digits, however spaced, with both their keys."""

    default_error_messages = {"required": WRONG_SIRET}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 25)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "w-m"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        siret = _bare(super().clean(value))
        if not is_siret(siret):
            raise ValidationError(WRONG_SIRET, code="siret")
        return siret


class CodeField(forms.CharField):
    """A code of an international list: no space, capitals."""

    def __init__(self, *, wrong: Any, check: Any, **kwargs: Any) -> None:
        self.wrong, self.check = wrong, check
        kwargs.setdefault("max_length", 45)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        code = _bare(super().clean(value)).upper()
        if code and not self.check(code):
            raise ValidationError(self.wrong, code="code")
        return code


def iban_field(**kwargs: Any) -> CodeField:
    """An IBAN with its two keys."""
    return CodeField(
        wrong=WRONG_IBAN, check=is_iban, error_messages={"required": WRONG_IBAN}, **kwargs
    )


def bic_field(**kwargs: Any) -> CodeField:
    """A BIC."""
    return CodeField(
        wrong=WRONG_BIC, check=is_bic, error_messages={"required": WRONG_BIC}, **kwargs
    )


class ScanField(forms.FileField):
    """A paper sent to us: cleans to a Scan."""

    default_error_messages = {
        "required": PLAIN_PDF,
        "invalid": PLAIN_PDF,
        "missing": PLAIN_PDF,
        "empty": PLAIN_PDF,
        "max_length": PLAIN_PDF,
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("PDF, PNG ou JPEG, 10\u00a0Mo au plus."))
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Scan | None:
        upload = super().clean(data, initial)
        return read_scan(upload) if upload else None


def check_vat_id(vat_id: str, siret: str) -> str:
    """The VAT number of a party, spaces out; empty if it has none. Raises ValidationError."""
    bare = _bare(vat_id).upper()
    if bare and not is_vat_id(bare, siret=siret):
        raise ValidationError(WRONG_VAT, code="vat_id")
    return bare


def _bare(text: str) -> str:
    return "".join(str(text or "").split())
