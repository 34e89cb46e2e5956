"""Who sells and who pays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice
from billing.forms.fields import (
    EurosField,
    SiretField,
    WordsField,
    bic_field,
    check_vat_id,
    iban_field,
)
from billing.models import BillingAccount, Provider, Rail
from billing.vat import Territory
from tenants.models import City

MAIL_SHAPE = _("Écrivez une adresse e-mail complète, par exemple prenom.nom@maville.fr.")


class PartyForm(forms.Form):
    """What an invoice says of a party; `instance` gives what is known already."""

    name = WordsField(
        label=_("Nom"), error_messages={"required": _("Écrivez le nom qui figure sur la facture.")}
    )
    siret = SiretField(label=_("SIRET"), help_text=_("14 chiffres."))
    vat_id = forms.CharField(label=_("Numéro de TVA"), max_length=20, required=False)
    street = WordsField(label=_("Adresse"), error_messages={"required": _("Écrivez l’adresse.")})
    street_more = WordsField(label=_("Complément d’adresse"), required=False)
    postcode = forms.RegexField(
        r"^[0-9]{5}\Z",
        label=_("Code postal"),
        max_length=5,
        error_messages={
            "required": _("Un code postal a cinq chiffres."),
            "invalid": _("Un code postal a cinq chiffres."),
        },
    )
    town = WordsField(label=_("Ville"), error_messages={"required": _("Écrivez la ville.")})

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        kept = {name: getattr(instance, name) for name in self.base_fields if instance is not None}
        super().__init__(*args, **{**kwargs, "initial": kept | kwargs.get("initial", {})})

    def clean(self) -> dict[str, Any]:
        """The VAT number hangs on the SIRET."""
        said: dict[str, Any] = super().clean() or {}
        if "siret" in said and "vat_id" in said:
            try:
                said["vat_id"] = check_vat_id(said["vat_id"], said["siret"])
            except forms.ValidationError as wrong:
                self.add_error("vat_id", wrong)
        return said


class ProviderForm(PartyForm):
    """Us, without the account money comes to."""

    legal_form = WordsField(
        label=_("Forme et capital"),
        required=False,
        help_text=_("Par exemple SCOP SARL à capital variable."),
    )
    register = WordsField(
        label=_("Immatriculation"), required=False, help_text=_("Par exemple RCS Nanterre.")
    )
    contact_name = WordsField(label=_("Interlocuteur"), required=False)
    email = forms.EmailField(
        label=_("Adresse e-mail"), error_messages={"required": MAIL_SHAPE, "invalid": MAIL_SHAPE}
    )
    phone = WordsField(
        label=_("Téléphone"),
        max_length=20,
        error_messages={"required": _("Écrivez un numéro où l’on répond.")},
    )
    bank_name = WordsField(label=_("Banque"), max_length=60, required=False)
    training_number = WordsField(
        label=_("Déclaration d’activité de formation"), max_length=20, required=False
    )
    training_exempt = forms.BooleanField(
        label=_("La formation est exonérée de TVA (art. 261-4-4° a du CGI)"), required=False
    )
    vat_on_debits = forms.BooleanField(
        label=_("Option pour le paiement de la TVA d’après les débits"), required=False
    )
    overseas_open = forms.BooleanField(
        label=_("Le comptable a confirmé la facturation vers la Guyane et Mayotte"), required=False
    )
    dispense_threshold_cents = EurosField(label=_("Seuil de dispense de procédure, HT"))
    quote_days = forms.IntegerField(
        label=_("Validité d’un devis, en jours"), min_value=1, max_value=365
    )

    def __init__(self, *args: Any, instance: Provider | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance or Provider(), **kwargs)


class BankForm(forms.Form):
    """The account money should come to; a second person confirms it."""

    iban = iban_field(label=_("IBAN"))
    bic = bic_field(label=_("BIC"), max_length=14)


class AccountForm(PartyForm):
    """A payer, as the Chorus Pro directory describes it."""

    territory = forms.ChoiceField(label=_("Territoire"), choices=Territory.choices)
    contact_name = WordsField(
        label=_("Interlocuteur"),
        required=False,
        help_text=_("Qui donne l’engagement et suit la facture."),
    )
    contact_email = forms.EmailField(
        label=_("Son adresse e-mail"), required=False, error_messages={"invalid": MAIL_SHAPE}
    )
    contact_phone = WordsField(label=_("Son téléphone"), max_length=20, required=False)
    service_required = forms.BooleanField(
        label=_("Chorus Pro exige le code service"), required=False
    )
    engagement_required = forms.BooleanField(
        label=_("Chorus Pro exige le numéro d’engagement"), required=False
    )
    service_or_engagement_required = forms.BooleanField(
        label=_("Chorus Pro exige l’un ou l’autre"), required=False
    )
    service_code = WordsField(label=_("Code service habituel"), required=False)
    rail = forms.ChoiceField(
        label=_("Mode de règlement"),
        choices=[
            (Rail.OWN_BANK, Choice(Rail.OWN_BANK.label, _("L’IBAN de la facture est le nôtre."))),
            (
                Rail.STRIPE_TRANSFER,
                Choice(
                    Rail.STRIPE_TRANSFER.label,
                    _("Un IBAN propre à ce payeur\u00a0; son comptable peut le refuser."),
                ),
            ),
        ],
        widget=forms.RadioSelect,
        initial=Rail.OWN_BANK,
    )

    def __init__(
        self,
        *args: Any,
        instance: BillingAccount | None = None,
        city: City | None = None,
        **kwargs: Any,
    ) -> None:
        told = {"name": city.name, "town": city.name} if city is not None and not instance else {}
        super().__init__(*args, instance=instance or BillingAccount(), initial=told, **kwargs)


class LinkForm(forms.Form):
    """A city this account pays for."""

    city = forms.ModelChoiceField(
        label=_("Ville"),
        queryset=City.objects.none(),
        empty_label=_("Choisissez une ville"),
        error_messages={
            "required": _("Choisissez une ville."),
            "invalid_choice": _("Cette ville a déjà son payeur. Choisissez-en une autre."),
        },
    )
    shows_documents = forms.BooleanField(
        label=_("La ville voit le contrat et les factures"),
        required=False,
        initial=True,
        help_text=_("Décochez si une intercommunalité paie et garde les factures pour elle."),
    )

    def __init__(self, *args: Any, cities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].queryset = cities  # type: ignore[attr-defined]
