"""What is typed about an invoice: the reason and the amounts of a credit note."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import money
from billing.forms.fields import EurosField, check_signs
from billing.models import Invoice


class CreditForm(forms.Form):
    """A credit note: why, and how much of each line; left empty, the whole invoice."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=200,
        help_text=gettext_lazy(
            "Il est écrit sur l’avoir\u00a0: la ville et son comptable le lisent."
        ),
        widget=forms.TextInput(attrs={"class": "w-m"}),
        validators=[check_signs],
    )

    def __init__(self, *args: Any, invoice: Invoice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.invoice = invoice
        for line in invoice.lines.all():
            self.fields[f"line_{line.pk}"] = EurosField(
                label=line.label,
                required=False,
                help_text=_("Montant HT à rendre, au plus %(most)s €.")
                % {"most": money.comma(line.net_cents)},
            )

    @property
    def parts(self) -> dict[int, int] | None:
        """Cents by line, or None for the whole."""
        found = {
            int(name.removeprefix("line_")): cents
            for name, cents in self.cleaned_data.items()
            if name.startswith("line_") and cents is not None
        }
        return found or None
