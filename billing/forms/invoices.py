"""What is typed about an invoice: the reason and the amounts of a credit note."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import money
from billing.einvoice.characters import strays
from billing.models import Invoice


class CentsField(forms.CharField):
    """Euros as people type them, cents as the books keep them."""

    def __init__(self, **options: Any) -> None:
        typed = forms.TextInput(attrs={"inputmode": "decimal", "class": "w-s", "maxlength": 16})
        options.setdefault("widget", typed)
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Return cents, or None when left empty."""
        text = super().to_python(value)
        return money.typed(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Write cents back as euros; what was typed stays as it was."""
        return money.comma(value) if isinstance(value, int) else value


def plain_text(value: str) -> str:
    """Refuse characters nobody sees, which would end up on an original."""
    if found := next(strays(value, several_lines=False), None):
        raise ValidationError(
            _("Caractère invisible en position %(place)d\u00a0: le retirer.") % {"place": found[0]},
            code="invisible",
        )
    return value


class CreditForm(forms.Form):
    """A credit note: why, and how much of each line; left empty, the whole invoice."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=200,
        help_text=gettext_lazy(
            "Il est écrit sur l’avoir\u00a0: la ville et son comptable le lisent."
        ),
        widget=forms.TextInput(attrs={"class": "w-m"}),
    )

    def __init__(self, *args: Any, invoice: Invoice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invoice = invoice
        for line in invoice.lines.all():
            self.fields[f"line_{line.pk}"] = CentsField(
                label=line.label,
                required=False,
                help_text=_("Montant HT à rendre, au plus %(most)s €.")
                % {"most": money.comma(line.net_cents)},
            )

    def clean_reason(self) -> str:
        """A reason that can be printed."""
        return plain_text(self.cleaned_data["reason"])

    @property
    def parts(self) -> dict[int, int] | None:
        """Cents by line, or None for the whole."""
        found = {
            int(name.removeprefix("line_")): cents
            for name, cents in self.cleaned_data.items()
            if name.startswith("line_") and cents is not None
        }
        return found or None

    def refuse(self, field: str, message: str) -> None:
        """Show an action's refusal at its field, or above."""
        self.add_error(field if field in self.fields else None, message)
