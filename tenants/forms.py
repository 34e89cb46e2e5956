"""Shapes of what operators and cities type, with messages that say what to do."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agora.files.forms import UploadField
from tenants import codes
from tenants.models import City, CityState, ConsultationWord, OwnCity
from tenants.models.identity import HEX_COLOUR
from tenants.queries import host_is_taken

REQUIRED_NAME = _("Écrivez le nom de la collectivité.")
MAIL_SHAPE = _("Écrivez une adresse e-mail complète, par exemple prenom.nom@maville.fr.")


def free_host(typed: str) -> str:
    """Read a host that nobody has yet: neither a city, nor the provider."""
    host = codes.read_host(typed)
    kept = (settings.PROVIDER_HOST, settings.CLUB_HOST, settings.EDGE.host, settings.BASE_DOMAIN)
    if host in kept:
        raise forms.ValidationError(
            _("Cette adresse est réservée à l’exploitation. Choisissez-en une autre.")
        )
    if host_is_taken(host):
        raise forms.ValidationError(
            _("Une ville répond déjà à cette adresse. Choisissez-en une autre.")
        )
    return host


class CityForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the provider knows of a city."""

    class Meta:
        model = City
        fields = ("name", "kind", "population", "siren", "insee")
        labels = {"name": _("Nom de la collectivité"), "population": _("Nombre d’habitants")}
        help_texts = {
            "siren": _("Neuf chiffres. Facultatif."),
            "insee": _("Cinq signes, communes seulement. Facultatif."),
        }
        error_messages = {
            "name": {"required": REQUIRED_NAME},
            "population": {
                "required": _("Écrivez un nombre d’habitants, même approché."),
                "invalid": _("Écrivez un nombre, par exemple 17050."),
                "min_value": _("Écrivez un nombre, par exemple 17050."),
            },
        }

    siren = forms.CharField(label=_("SIREN"), required=False, max_length=20)
    insee = forms.CharField(label=_("Code INSEE"), required=False, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(codes.check_words)

    def clean_siren(self) -> str:
        """Nine digits, however spaced."""
        siren = "".join(self.cleaned_data["siren"].split())
        if siren:
            codes.check_siren(siren)
        return siren

    def clean_insee(self) -> str:
        """A commune's code, letters of Corsica in capitals."""
        insee = "".join(self.cleaned_data["insee"].split()).upper()
        if insee:
            codes.check_insee(insee)
        return insee


class OpenCityForm(CityForm):
    """One page opens a city."""

    host = forms.CharField(
        label=_("Adresse du site"),
        max_length=260,
        error_messages={"required": _("Écrivez l’adresse où les habitants viendront.")},
    )
    admin_name = forms.CharField(
        label=_("Nom de la personne responsable"),
        max_length=150,
        required=False,
        validators=[codes.check_words],
    )
    admin_email = forms.EmailField(
        label=_("Son adresse e-mail"),
        help_text=_("Elle y recevra le lien pour choisir son mot de passe."),
        error_messages={
            "required": _("Écrivez l’adresse de la personne qui gérera le site."),
            "invalid": MAIL_SHAPE,
        },
    )
    target_state = forms.ChoiceField(
        label=_("À l’ouverture"),
        choices=[
            (CityState.LIVE, _("Mettre en service")),
            (CityState.TRIAL, _("Commencer par un essai, invisible des moteurs de recherche")),
        ],
        initial=CityState.LIVE,
        widget=forms.RadioSelect,
    )

    field_order = (
        "name",
        "kind",
        "population",
        "host",
        "admin_name",
        "admin_email",
        "siren",
        "insee",
        "target_state",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["population"] = None
        self.fields["host"].help_text = _(
            "Par exemple maville.%(domain)s. Sur un domaine de la ville, la preuve prend quelques "
            "jours\u00a0: une adresse en %(domain)s répond aussitôt en attendant."
        ) % {"domain": settings.BASE_DOMAIN}

    def clean_host(self) -> str:
        """A host nobody uses yet, neither a city nor the provider."""
        return free_host(self.cleaned_data["host"])

    def clean_admin_email(self) -> str:
        """Lower case, as accounts keep it."""
        return str(self.cleaned_data["admin_email"]).lower()


class HostForm(forms.Form):
    """Another address for a city."""

    host = forms.CharField(
        label=_("Nouvelle adresse"),
        max_length=260,
        help_text=_("Par exemple participez.maville.fr."),
        error_messages={"required": _("Écrivez l’adresse où les habitants viendront.")},
    )

    def clean_host(self) -> str:
        """A host nobody uses yet."""
        return free_host(self.cleaned_data["host"])


class MoveForm(forms.Form):
    """Why a city changes state."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        validators=[codes.check_words],
        help_text=_("Il reste au journal. Une facture n’est jamais un motif."),
        error_messages={"required": _("Écrivez pourquoi\u00a0: la ville le lira.")},
    )


class IdentityForm(forms.Form):
    """The looks and words a city chooses for itself."""

    theme_colour = forms.CharField(
        label=_("Votre couleur"),
        validators=[HEX_COLOUR],
        widget=forms.TextInput(attrs={"type": "color", "class": "w-s"}),
        error_messages={"required": _("Choisissez une couleur.")},
    )
    logo = UploadField(label=_("Logo"), use="logo", required=False)
    remove_logo = forms.BooleanField(label=_("Retirer le logo actuel"), required=False)
    tagline = forms.CharField(
        label=_("Phrase d’accueil"),
        max_length=160,
        required=False,
        validators=[codes.check_words],
        help_text=_("Une phrase sous le nom de la ville, sur la page d’accueil."),
    )
    word = forms.ChoiceField(
        label=_("Vous dites plutôt"), choices=ConsultationWord.choices, widget=forms.RadioSelect
    )
    address = forms.CharField(
        label=_("Adresse postale"),
        max_length=400,
        required=False,
        validators=[codes.check_words],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.RegexField(
        r"^[0-9+. ()\u00a0-]{4,30}\Z",
        label=_("Téléphone"),
        required=False,
        max_length=30,
        error_messages={"invalid": _("Écrivez un numéro, par exemple 01 47 29 50 50.")},
    )
    contact_email = forms.EmailField(
        label=_("Adresse e-mail de contact"),
        required=False,
        help_text=_("Les habitants la voient au bas de chaque page."),
        error_messages={"invalid": MAIL_SHAPE},
    )
    publisher = forms.CharField(
        label=_("Directeur ou directrice de la publication"),
        max_length=150,
        required=False,
        validators=[codes.check_words],
        help_text=_("La loi demande son nom dans les mentions légales."),
    )
    legal_notice = forms.CharField(
        label=_("Mentions légales"),
        max_length=20_000,
        required=False,
        validators=[codes.check_words],
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, city: OwnCity, **kwargs: Any) -> None:
        self.city = city
        kept = {name: getattr(city, name) for name in self.base_fields if hasattr(city, name)}
        super().__init__(*args, **{"initial": kept, **kwargs})
        if not city.logo_url:
            del self.fields["remove_logo"]

    def clean_theme_colour(self) -> str:
        """Capitals, so that one colour has one address."""
        return str(self.cleaned_data["theme_colour"]).upper()

    def colour(self) -> str:
        """The colour to show: the one being tried if it is one, else the city's."""
        tried = self.cleaned_data.get("theme_colour") if self.is_bound else None
        return str(tried or self.city.theme_colour)

    def identity(self, logo_url: str | None) -> dict[str, Any]:
        """What `change_identity` writes; `logo_url` is None when the logo stays."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in LOGO}
        return said if logo_url is None else {**said, "logo_url": logo_url}


LOGO = ("logo", "remove_logo")
