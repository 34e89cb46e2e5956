"""Prices, quotes and contracts."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice, DateField
from billing.forms.fields import DaysField, EurosField, PeopleField, ScanField, WordsField
from billing.models import ContractKind, Kind, Quote, QuoteLine
from billing.prices import LARGEST
from tenants.models import City

TO_YEAR_END, TWELVE_MONTHS = "31-12", "12-mois"
TERMS = [
    (
        TO_YEAR_END,
        Choice(_("Au 31 décembre"), _("Première année au prorata, puis par années civiles.")),
    ),
    (TWELVE_MONTHS, Choice(_("Douze mois"), _("À partir du premier jour, sans prorata."))),
]


class PriceForm(forms.Form):
    """A price from a day on."""

    cents = EurosField(
        label=_("Nouveau prix HT"),
        required=False,
        help_text=_("Laissez vide pour «\u00a0sur devis\u00a0»."),
    )
    valid_from = DateField(label=_("À partir du"))


class QuoteForm(forms.Form):
    """What a quote says of itself."""

    title = WordsField(
        label=_("Objet"),
        max_length=150,
        error_messages={"required": _("Écrivez ce que vous proposez, en une ligne.")},
    )
    starts_on = DateField(
        label=_("Début du service"),
        required=False,
        help_text=_("Sans date, la première année est chiffrée en entier."),
    )
    term = forms.ChoiceField(
        label=_("Terme"), choices=TERMS, widget=forms.RadioSelect, initial=TO_YEAR_END
    )
    max_renewals = forms.IntegerField(
        label=_("Reconductions prévues"), min_value=0, max_value=9, initial=3
    )

    def __init__(self, *args: Any, quote: Quote | None = None, **kwargs: Any) -> None:
        kept = {}
        if quote is not None:
            names = ("title", "starts_on", "max_renewals", "note")
            kept = {name: getattr(quote, name) for name in names}
            kept["term"] = TO_YEAR_END if quote.to_year_end else TWELVE_MONTHS
        super().__init__(*args, **{**kwargs, "initial": kwargs.get("initial", {}) | kept})

    def fields_said(self) -> dict[str, Any]:
        """What the action takes."""
        said = dict(self.cleaned_data)
        return said | {"to_year_end": said.pop("term") == TO_YEAR_END}


class NewQuoteForm(QuoteForm):
    """A quote to begin from the grid."""

    training_days = DaysField(label=_("Jours de formation"), required=False)
    advice_days = DaysField(label=_("Jours de conseil"), required=False)
    from_grid = forms.BooleanField(
        label=_("Écrire les lignes d’après la grille et la population des villes"),
        required=False,
        initial=True,
    )


class DescribeQuoteForm(QuoteForm):
    """A draft to correct."""

    note = WordsField(
        label=_("Note au bas du devis"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuoteLineForm(forms.Form):
    """A line of a draft."""

    kind = forms.TypedChoiceField(label=_("Prestation"), choices=Kind.choices, coerce=int)
    label = WordsField(
        label=_("Libellé"), error_messages={"required": _("Écrivez ce que la ville achète.")}
    )
    quantity = DaysField(
        label=_("Quantité"),
        help_text=_("1 pour un prix annuel ou forfaitaire, un nombre de jours sinon."),
        initial=Decimal(1),
    )
    unit_cents = EurosField(label=_("Prix unitaire HT"))
    city = forms.ModelChoiceField(
        label=_("Ville"),
        queryset=City.objects.none(),
        required=False,
        empty_label=_("Pour tout le compte"),
    )

    def __init__(
        self, *args: Any, cities: Any, line: QuoteLine | None = None, **kwargs: Any
    ) -> None:
        names = ("kind", "label", "quantity", "unit_cents", "city")
        kept = {name: getattr(line, name) for name in names} if line else {}
        super().__init__(*args, **{**kwargs, "initial": kept})
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]


class SignedForm(forms.Form):
    """The signed scan of a quote."""

    scan = ScanField(label=_("Devis signé"))


class ContractForm(forms.Form):
    """The terms of a contract; those of the quote are proposed."""

    kind = forms.ChoiceField(
        label=_("Forme"),
        choices=ContractKind.choices,
        initial=ContractKind.ORDER,
        widget=forms.RadioSelect,
    )
    market_ref = WordsField(
        label=_("Numéro de marché"),
        max_length=50,
        required=False,
        help_text=_("Il figurera sur chaque facture."),
    )
    signed_on = DateField(label=_("Signé le"))
    starts_on = DateField(label=_("Début du service"))
    max_renewals = forms.IntegerField(label=_("Reconductions prévues"), min_value=0, max_value=9)
    notice_days = forms.IntegerField(
        label=_("Préavis, en jours"), min_value=0, max_value=365, initial=90
    )
    payment_days = forms.IntegerField(
        label=_("Délai de paiement, en jours"),
        min_value=1,
        max_value=30,
        initial=30,
        help_text=_("Trente jours au plus pour une collectivité (art. R. 2192-10)."),
    )

    def __init__(self, *args: Any, quote: Quote, today: date, **kwargs: Any) -> None:
        kept = {
            "signed_on": quote.closed_on or today,
            "starts_on": quote.starts_on or today,
            "max_renewals": quote.max_renewals,
        }
        super().__init__(*args, **{**kwargs, "initial": kept})


class NoticeForm(forms.Form):
    """When a contract was denounced."""

    on = DateField(label=_("Dénoncé le"))


class TerminateForm(forms.Form):
    """When and why a contract stops before its term."""

    on = DateField(label=_("Dernier jour"))
    reason = WordsField(
        label=_("Motif"),
        max_length=300,
        error_messages={"required": _("Écrivez pourquoi\u00a0: la ville le lira.")},
    )


class CalculatorForm(forms.Form):
    """What a visitor tells of a city; all of it is in the address, nothing is kept."""

    population = PeopleField(
        label=_("Nombre d’habitants"),
        help_text=_("La population légale de votre commune."),
        min_value=1,
        max_value=20_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-s", "maxlength": 12}),
        error_messages={
            "required": _("Écrivez un nombre d’habitants, par exemple 17050."),
            "invalid": _("Écrivez un nombre d’habitants, par exemple 17050."),
            "min_value": _("Écrivez un nombre d’habitants, par exemple 17050."),
            "max_value": _("Écrivez un nombre d’habitants, par exemple 17050."),
        },
    )
    starts_on = DateField(label=_("Début du service"))
    training_days = DaysField(label=_("Jours de formation"), required=False, most=20)
    advice_days = DaysField(label=_("Jours de conseil"), required=False, most=50)
    renewals = forms.TypedChoiceField(
        label=_("Reconductions"),
        choices=[
            (0, _("Aucune")),
            (1, _("Une année de plus")),
            (2, _("Deux années de plus")),
            (3, _("Trois années de plus")),
        ],
        coerce=int,
        empty_value=3,
        required=False,
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        if data is not None and not any(name.startswith("starts_on") for name in data):
            # An address that tells the population alone asks for a service that begins today.
            data = data.copy()
            data["starts_on"] = today.isoformat()
        super().__init__(data, initial={"starts_on": today, "renewals": 3}, auto_id="id_%s")

    def clean_starts_on(self) -> date:
        """Neither long ago nor far ahead: the grid would say nothing true of it."""
        day: date = self.cleaned_data["starts_on"]
        if not -366 <= (day - self.today).days <= 3 * 366:
            raise forms.ValidationError(_("Choisissez une date dans les trois ans qui viennent."))
        return day

    @property
    def on_quote(self) -> bool:
        """Whether a city of that size is priced by hand."""
        return self.is_valid() and self.cleaned_data["population"] >= LARGEST
