"""Due items and days of service."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import DateField
from billing.forms.fields import DaysField, EurosField, ScanField, WordsField
from billing.models import DueItem, Kind
from tenants.models import City

SERVICES = [(Kind.TRAINING, Kind.TRAINING.label), (Kind.ADVICE, Kind.ADVICE.label)]


class ReferenceForm(forms.Form):
    """What the invoice of a due item must carry."""

    engagement = WordsField(
        label=_("Numéro d’engagement"),
        max_length=50,
        required=False,
        help_text=_("Ou le numéro du bon de commande."),
    )
    service_code = WordsField(label=_("Code service"), required=False)
    scan = ScanField(label=_("Bon de commande"), required=False)

    def __init__(self, *args: Any, item: DueItem, **kwargs: Any) -> None:
        kept = {"engagement": item.engagement, "service_code": item.service_code}
        super().__init__(*args, **{**kwargs, "initial": kept})


class AskServiceForm(forms.Form):
    """A request received by telephone."""

    city = forms.ModelChoiceField(
        label=_("Ville"),
        queryset=City.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choisissez une ville.")},
    )
    kind = forms.TypedChoiceField(
        label=_("Prestation"), choices=SERVICES, coerce=int, widget=forms.RadioSelect
    )
    subject = WordsField(
        label=_("Objet"), error_messages={"required": _("Écrivez ce qui est demandé.")}
    )
    wish = WordsField(
        label=_("Besoin"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, cities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]


class QuoteServiceForm(forms.Form):
    """Days and their price."""

    days = DaysField(label=_("Jours proposés"))
    day_cents = EurosField(label=_("Prix du jour HT"))


class DayForm(forms.Form):
    """Days given on a date."""

    on = DateField(label=_("Date"))
    days = DaysField(label=_("Jours"), most=5)
    note = WordsField(label=_("Ce qui a été fait"), max_length=200, required=False)


class DeclineForm(forms.Form):
    """Why a request goes no further."""

    reason = WordsField(
        label=_("Motif"),
        max_length=300,
        error_messages={"required": _("Écrivez pourquoi\u00a0: la ville le lira.")},
    )
