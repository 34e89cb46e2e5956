"""What a city types: references of an invoice, its purchase order, a service it wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice
from billing.einvoice.characters import Stray, strays
from billing.forms.fields import ScanField, WordsField
from billing.models import Kind, OwnAccount, OwnDueItem


def check_wish(text: str) -> None:
    """Refuse what nobody sees; signs that no invoice could print are fine in a letter."""
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    for position, why in strays(lines, several_lines=True):
        if why is Stray.INVISIBLE:
            raise forms.ValidationError(
                _("Caractère invisible en position %(n)s\u00a0: le retirer."),
                code="stray",
                params={"n": position},
            )


class ReferenceForm(forms.Form):
    """What Chorus Pro routes an invoice by; demands what the payer's directory demands."""

    engagement = WordsField(
        label=_("Numéro d’engagement"),
        max_length=50,
        required=False,
        help_text=_("Il est sur votre bon de commande ou dans votre logiciel de comptabilité."),
    )
    service_code = WordsField(
        label=_("Code service"),
        max_length=100,
        required=False,
        help_text=_("Celui de votre service dans l’annuaire de Chorus Pro."),
    )

    def __init__(self, *args: Any, item: OwnDueItem, account: OwnAccount, **kwargs: Any) -> None:
        self.account = account
        kept = {
            "engagement": item.engagement,
            "service_code": item.service_code or account.service_code,
        }
        super().__init__(*args, **{"initial": kept, **kwargs})
        # Shown without « facultatif », and still checked below: one of the two may be enough.
        self.fields["engagement"].required = account.engagement_required
        self.fields["service_code"].required = account.service_required
        for name, words in _MISSING.items():
            self.fields[name].error_messages["required"] = words

    def clean(self) -> dict[str, Any]:
        """Refuse what Chorus Pro would reject."""
        said = super().clean() or {}
        missing = self.account.missing_reference(
            engagement=said.get("engagement", ""), service_code=said.get("service_code", "")
        )
        field = {"service": "service_code"}.get(missing, missing)
        if field and not self.errors:
            self.add_error(field, _MISSING_EITHER)
        elif not missing and not any(said.values()) and not self.errors:
            self.add_error("engagement", _NOTHING)
        return said


_MISSING = {
    "engagement": _("Chorus Pro rejetterait la facture\u00a0: indiquez le numéro d’engagement."),
    "service_code": _("Chorus Pro rejetterait la facture\u00a0: indiquez le code service."),
}
_MISSING_EITHER = _(
    "Chorus Pro rejetterait la facture\u00a0: indiquez le numéro d’engagement ou le code service."
)
_NOTHING = _("Indiquez au moins une référence.")


class OrderForm(forms.Form):
    """The purchase order of a due item."""

    scan = ScanField(label=_("Bon de commande"))


class ServiceForm(forms.Form):
    """Training or advice wanted."""

    kind = forms.TypedChoiceField(
        label=_("Prestation"),
        coerce=int,
        choices=[
            (
                Kind.TRAINING,
                Choice(_("Formation"), _("Apprendre à vos équipes à se servir du site.")),
            ),
            (
                Kind.ADVICE,
                Choice(_("Conseil"), _("Préparer une concertation, relire un règlement, animer.")),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une prestation.")},
    )
    subject = WordsField(
        label=_("En quelques mots"),
        max_length=100,
        error_messages={"required": _("Écrivez en quelques mots ce que vous voulez.")},
    )
    wish = forms.CharField(
        label=_("Votre besoin"),
        max_length=2000,
        required=False,
        validators=[check_wish],
        widget=forms.Textarea(attrs={"rows": 6, "data-count": 2000}),
        help_text=_("Qui viendra, quand, sur quoi. Nous répondons par un devis."),
    )
