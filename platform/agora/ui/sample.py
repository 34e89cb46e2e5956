"""Made-up content for the gallery: components in their states, letters with anybody's words."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice, DateField, MomentField

SECTORS = (
    "Les Berges", "Le Vieux-Bourg", "Plaine-Nord", "La Filature", "Mont-Ajoux",
    "Centre-Gare", "Les Fontenelles", "Coteaux", "Val-Sud", "Les Carrières",
)  # fmt: skip
VALUES = (214, 61, 38, 52, 17, 133, 44, 29, 12, 0)

SUBJECTS = [
    (_("Voitures de passage"), 168),
    (_("Sécurité des enfants"), 97),
    (_("Livraisons"), 52),
    (_("Stationnement"), 49),
    (_("Arbres et bancs"), 38),
]
MONTHS = [
    ("janv.", 31), ("févr.", 44), ("mars", 120), ("avr.", 96), ("mai", 61), ("juin", 12),
    ("juil.", 4), ("août", 0), ("sept.", 88), ("oct.", 214),
]  # fmt: skip
STEPS = [(_("Idées déposées"), 214), (_("Étudiées"), 151), (_("Votées"), 94), (_("Lancées"), 31)]
OPINIONS = [("", [22, 7, 5])]
OPINION_KEYS = [_("pour"), _("neutres"), _("contre")]
ORIGIN_KEYS = [_("voitures"), _("enfants"), _("livraisons")]
ORIGINS = [
    (_("En ligne"), [121, 60, 33]),
    (_("En atelier"), [40, 37, 19]),
    (_("Sur papier"), [7, 0, 12]),
]


class KitForm(forms.Form):
    """Every control."""

    title = forms.CharField(
        label=_("Votre idée en une phrase"),
        help_text=_("Par exemple : « Un banc à l’ombre devant l’école »"),
        widget=forms.TextInput(attrs={"maxlength": 120}),
        error_messages={"required": _("Écrivez votre idée en une phrase.")},
    )
    body = forms.CharField(
        label=_("Expliquez-la"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": 1500}),
    )
    theme = forms.ChoiceField(
        label=_("De quoi parle-t-elle ?"),
        choices=[("a", _("Arbres et animaux")), ("b", _("Jeux et sport")), ("c", _("Le soir"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un thème.")},
    )
    who = forms.ChoiceField(
        label=_("Qui peut contribuer ?"),
        choices=[
            ("all", Choice(_("Tout le monde"), _("Avec un pseudonyme, sans rien prouver."))),
            ("known", Choice(_("Les adresses confirmées"), _("Un lien reçu par courriel."))),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    days = forms.MultipleChoiceField(
        label=_("Quand êtes-vous libre ?"),
        choices=[("s", _("Le samedi")), ("m", _("Le mercredi soir"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sector = forms.ChoiceField(
        label=_("Secteur"),
        choices=[("", _("Toute la ville")), *((str(n), name) for n, name in enumerate(SECTORS, 1))],
        required=False,
    )
    starts_on = DateField(label=_("Premier jour"))
    starts_at = MomentField(label=_("Début de la réunion"), required=False)
    photo = forms.FileField(
        label=_("Une photo"), required=False, help_text=_("JPEG, PNG ou WebP, moins de 10 Mo.")
    )
    email = forms.EmailField(label=_("Adresse e-mail"), required=False)
    consent = forms.BooleanField(
        label=_("J’ai lu la charte de la participation"),
        error_messages={"required": _("Cochez la case pour continuer.")},
    )


class KitFilter(forms.Form):
    """Filters of a list, in the URL."""

    q = forms.CharField(label=_("Chercher"), required=False)
    theme = forms.MultipleChoiceField(
        label=_("Thème"),
        choices=[("a", _("Arbres et animaux")), ("b", _("Jeux et sport"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Trier"), choices=[("", _("Au hasard")), ("new", _("Les plus récentes"))]
    )


def refused_form() -> KitForm:
    """The same form, sent with mistakes."""
    form = KitForm(
        {"body": "Le soir, le soleil passe derrière la passerelle.", "starts_on_day": "32",
         "starts_on_month": "1", "starts_on_year": "2026", "email": "odile@"}
    )  # fmt: skip
    form.is_valid()
    return form


def empty_form() -> KitForm:
    """The form as one finds it."""
    return KitForm(prefix="vide")


def sector_rows() -> list[dict[str, Any]]:
    """Rows of the map."""
    return [
        {"number": str(rank), "name": name, "value": value, "url": f"#secteur-{rank}"}
        for rank, (name, value) in enumerate(zip(SECTORS, VALUES, strict=True), start=1)
    ]


class Anything:
    """Whatever a letter asks for: an object with any attribute, readable as text."""

    WORDS = {
        "title": "Garder les vieux platanes, tous",
        "author_name": "Ghislaine R.",
        "pseudonym": "Ghislaine R.",
        "name": "Nanterre-sur-Fil",
        "reference": "NSF-PROP-2026-09-131",
        "code": "482 913",
        "body": "Ils ont plus de quatre-vingt-dix ans et donnent la seule ombre du parc à midi.",
        "email": "ghislaine@example.org",
        "url": "https://participer.example.org/propositions/131/",
        "notices": [
            ("Votre idée est retenue", "https://participer.example.org/propositions/131/"),
            ("Nouvelle réunion : le parc, la nuit", "https://participer.example.org/reunions/4/"),
        ],
        "count": 3,
        "n": 3,
    }

    def __init__(self, name: str = "") -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in ("resolve_expression", "as_sql"):
            raise AttributeError(name)
        if name.endswith("_at"):
            return datetime(2026, 10, 12, 16, 30, tzinfo=UTC)
        if name.endswith("_on"):
            return date(2026, 10, 12)
        if name.endswith("url") or name.endswith("link"):
            return self.WORDS["url"]
        return self.WORDS[name] if name in self.WORDS else Anything(name)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, int):
            raise IndexError(key)
        return getattr(self, str(key))

    def __iter__(self) -> Any:
        return iter([Anything("one"), Anything("other")] if self._name else [])

    def __int__(self) -> int:
        return 3

    def __str__(self) -> str:
        return str(self.WORDS["title"])
