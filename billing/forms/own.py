"""What a city types: references of an invoice, its purchase order, a service it wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice
from billing.einvoice.characters import Stray, strays
from billing.models import Kind, OwnAccount, OwnDueItem
from billing.scans import Scan, read_scan


def check_words(text: str) -> None:
    """Refuse what a person does not see and a machine keeps: directions, controls."""
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    for position, why in strays(lines, several_lines=True):
        if why is Stray.INVISIBLE:
            raise forms.ValidationError(
                _("Caractère invisible en position %(n)d\u00a0: le retirer."),
                code="invisible",
                params={"n": position},
            )


class ReferenceForm(forms.Form):
    """What Chorus Pro routes an invoice by; demands what the payer's directory demands."""

    engagement = forms.CharField(
        label=_("Numéro d’engagement"),
        max_length=50,
        required=False,
        validators=[check_words],
        help_text=_("Il est sur votre bon de commande ou dans votre logiciel de comptabilité."),
    )
    service_code = forms.CharField(
        label=_("Code service"),
        max_length=100,
        required=False,
        validators=[check_words],
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


class ScanField(forms.FileField):
    """Cleans to a `Scan`."""

    default_error_messages = {
        "required": _("Choisissez un fichier."),
        "invalid": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
        "missing": _("Aucun fichier n’est arrivé. Choisissez-le de nouveau."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the telephone offer the right picker."""
        return super().widget_attrs(widget) | {"accept": ".pdf,.png,.jpg,.jpeg"}

    def clean(self, data: Any, initial: Any = None) -> Scan:
        """Open the file before accepting it."""
        return read_scan(super().clean(data, initial))


class OrderForm(forms.Form):
    """The purchase order of a due item."""

    scan = ScanField(
        label=_("Bon de commande"),
        allow_empty_file=True,  # `read_scan` refuses it, in the same words as the others
        help_text=_("PDF, PNG ou JPEG, 10 Mo au plus."),
    )


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
    subject = forms.CharField(
        label=_("En quelques mots"),
        max_length=100,
        validators=[check_words],
        error_messages={"required": _("Écrivez en quelques mots ce que vous voulez.")},
    )
    wish = forms.CharField(
        label=_("Votre besoin"),
        max_length=2000,
        required=False,
        validators=[check_words],
        widget=forms.Textarea(attrs={"rows": 6, "data-count": 2000}),
        help_text=_("Qui viendra, quand, sur quoi. Nous répondons par un devis."),
    )
