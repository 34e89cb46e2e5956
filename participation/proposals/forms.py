"""Shape and messages of what people type about an idea."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agora.accounts.forms import AddressField, PseudonymField, check_pseudonym
from agora.accounts.queries import account_with
from agora.files.forms import UploadField
from agora.ui.words import clean_line, clean_text
from participation.consultations.models import Component, Department, Sector, Theme
from participation.contributions.once import OnceForm
from participation.proposals.models import AnswerState
from participation.proposals.places import holds
from participation.proposals.queries import ORDERS, categories_of, filter_choices, themes_for

TITLE_MOST, BODY_MOST = 120, 1500
POINT = ("latitude", "longitude")


class IdeaForm(OnceForm):
    """Step 1: what it is about."""

    title = forms.CharField(
        label=_("Votre idée en une phrase"),
        help_text=_("Par exemple : « Un banc à l’ombre devant l’école »"),
        error_messages={"required": _("Écrivez votre idée en une phrase.")},
        widget=forms.TextInput(attrs={"maxlength": TITLE_MOST, "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Expliquez-la"),
        required=False,
        help_text=_("Pour qui ? Pourquoi ici ? Qu’avez-vous vu ailleurs ?"),
        widget=forms.Textarea(attrs={"rows": 6, "data-count": BODY_MOST}),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("De quoi parle-t-elle ?"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, component: Component, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = themes_for(component)
        if themes.exists():
            self.fields["theme"].queryset = themes  # type: ignore[attr-defined]
        else:
            del self.fields["theme"]

    def clean_title(self) -> str:
        """One line, not empty once cleaned, not too long."""
        title = clean_line(self.cleaned_data["title"])
        if not title:
            raise ValidationError(_("Écrivez votre idée en une phrase."), code="required")
        if len(title) > TITLE_MOST:
            raise ValidationError(
                _("Raccourcissez à %(most)d caractères : il y en a %(have)d."),
                params={"most": TITLE_MOST, "have": len(title)},
            )
        return title

    def clean_body(self) -> str:
        """Several lines, cleaned, not too long."""
        body = clean_text(self.cleaned_data["body"])
        if len(body) > BODY_MOST:
            raise ValidationError(
                _("Raccourcissez à %(most)d caractères : il y en a %(have)d."),
                params={"most": BODY_MOST, "have": len(body)},
            )
        return body


class PlaceForm(forms.Form):
    """Step 2: where, and a photo; everything here may be left empty."""

    sector = forms.ModelChoiceField(
        Sector.objects.none(), label=_("Dans quel quartier ?"), required=False,
        empty_label=_("Toute la ville, ou je ne sais pas"),
    )  # fmt: skip
    place_label = forms.CharField(
        label=_("Où, plus précisément ?"),
        required=False,
        max_length=200,
        help_text=_("Une rue, une place, un lieu connu : « devant l’école Pablo-Neruda »"),
        error_messages={"max_length": _("Raccourcissez à 200 caractères.")},
    )
    latitude = forms.DecimalField(
        required=False, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    longitude = forms.DecimalField(
        required=False, max_digits=9, decimal_places=6, widget=forms.HiddenInput
    )
    photo = UploadField(label=_("Une photo"), required=False)
    photo_caption = forms.CharField(
        label=_("Que voit-on sur la photo ?"),
        required=False,
        max_length=200,
        help_text=_("Pour les personnes qui ne la voient pas."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = Sector.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A point is whole or absent, and in the city."""
        typed = super().clean() or {}
        misread = [name for name in POINT if self.errors.pop(name, None)]
        if None in (typed.get("latitude"), typed.get("longitude")) or "drop_point" in self.data:
            typed["latitude"] = typed["longitude"] = None
        elif not holds(typed["latitude"], typed["longitude"]):
            misread = ["latitude"]
        if misread and "drop_point" not in self.data:
            self.add_error("latitude", _(
                "Ce point est hors de la ville. Replacez-le sur la carte, ou retirez-le."
            ))  # fmt: skip
        return typed


class SignatureForm(OnceForm):
    """Step 3, signed in: in whose name."""

    author_kind = forms.ChoiceField(
        label=_("Vous signez"),
        choices=[("person", _("en mon nom")), ("group", _("au nom d’un groupe"))],
        initial="person",
        widget=forms.RadioSelect,
    )
    signature = forms.CharField(
        label=_("Nom du groupe"),
        required=False,
        max_length=120,
        help_text=_("Une association, un conseil de quartier, une classe…"),
    )

    def clean(self) -> dict[str, Any]:
        """A group says its name; a person signs with the pseudonym."""
        typed = super().clean() or {}
        typed["signature"] = clean_line(typed.get("signature", ""))
        if typed.get("author_kind") == "group" and not typed["signature"]:
            self.add_error("signature", _("Écrivez le nom du groupe."))
        if typed.get("author_kind") != "group":
            typed["signature"] = ""
        return typed


class FirstSignatureForm(OnceForm):
    """Step 3, signed out: sign and open the account in one go, without a password."""

    pseudonym = PseudonymField()
    email = AddressField(help_text=_("Jamais publiée. Elle sert à vous répondre."))
    consent = forms.BooleanField(
        label=_("J’accepte la charte et la façon dont mes données sont protégées"),
        error_messages={"required": _("Cochez cette case pour publier votre idée.")},
    )
    # Robots fill every field they see; people see this one in no reader and no browser.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_pseudonym(self) -> str:
        """Refuse a taken name, offering a free one."""
        return check_pseudonym(self.cleaned_data["pseudonym"])

    def clean_email(self) -> str:
        """Send whoever has an account to sign in: the idea waits."""
        email = self.cleaned_data["email"]
        if account_with(email):
            raise ValidationError(
                _(
                    "Cette adresse a déjà un compte. Connectez-vous avec le lien ci-dessous : "
                    "votre idée vous attend."
                ),
                code="taken",
            )
        return str(email)


class ProposalFilter(forms.Form):
    """The filters of the list, as they stand in the URL."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    suite = forms.ChoiceField(
        label=_("Suite donnée"), required=False, choices=[("", _("Toutes")), *AnswerState.choices]
    )
    theme = forms.TypedChoiceField(label=_("Thème"), required=False, coerce=int)
    secteur = forms.TypedChoiceField(label=_("Quartier"), required=False, coerce=int)
    auteur = forms.ChoiceField(
        label=_("Auteur"),
        required=False,
        choices=[
            ("", _("Tous")), ("personnes", _("Les habitants")), ("ateliers", _("Les ateliers")),
        ],
    )  # fmt: skip
    rubrique = forms.ChoiceField(label=_("Rubrique"), required=False)
    ordre = forms.ChoiceField(
        label=_("Trier"),
        required=False,
        choices=[
            ("recentes", _("Les plus récentes")),
            ("soutenues", _("Les plus soutenues")),
            ("commentees", _("Les plus commentées")),
            ("hasard", _("Au hasard")),
        ],
    )

    def __init__(self, *args: Any, component: Component | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = categories_of(component) if component and component.source else []
        self.fields["rubrique"].choices = [  # type: ignore[attr-defined]
            ("", _("Toutes")), *((h, h) for h in headings),
        ]  # fmt: skip
        if not headings:
            del self.fields["rubrique"]
        for name, choices in filter_choices(component).items():
            self.fields[name].choices = [("", _("Tous")), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters that hold; one that means nothing is left out, never an error."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class MapFilter(ProposalFilter):
    """The same on the map, where filtering stays on the map."""

    vue = forms.CharField(required=False, widget=forms.HiddenInput)

    def chosen(self) -> dict[str, Any]:
        """Return the filters alone: how one looks is none."""
        return {name: value for name, value in super().chosen().items() if name != "vue"}


assert set(dict(ProposalFilter.base_fields["ordre"].choices)) == set(ORDERS)  # type: ignore[attr-defined]


class TeamFilter(ProposalFilter):
    """The team's list: every consultation, and what is still to answer."""

    etat = forms.ChoiceField(
        label=_("À faire"),
        required=False,
        choices=[
            ("", _("Toutes")), ("sans-reponse", _("Sans réponse")),
            ("repondues", _("Répondues")), ("masquees", _("Masquées")),
        ],
    )  # fmt: skip


class AnswerForm(OnceForm):
    """The city's answer."""

    state = forms.ChoiceField(
        label=_("Suite donnée"), choices=AnswerState.choices, widget=forms.RadioSelect
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Direction qui répond"), required=False,
        empty_label=_("La ville"),
    )  # fmt: skip
    body = forms.CharField(
        label=_("La réponse, telle qu’elle sera lue"),
        required=False,
        max_length=5000,
        help_text=_("Dites ce qui a été entendu, ce qui est décidé, et pourquoi."),
        widget=forms.Textarea(attrs={"rows": 8, "data-count": 5000}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Accepting or refusing an idea goes with a reason."""
        typed = super().clean() or {}
        typed["body"] = clean_text(typed.get("body") or "")
        decided = typed.get("state") in (AnswerState.ACCEPTED, AnswerState.REJECTED)
        if decided and not typed["body"]:
            self.add_error("body", _("Expliquez cette décision en quelques phrases."))
        return typed


class MilestoneForm(OnceForm):
    """A step to come in the life of an idea."""

    title = forms.CharField(label=_("Étape"), max_length=120, help_text=_("Vote du conseil"))
    happens_on = forms.DateField(label=_("Date"), required=False)
    when_label = forms.CharField(
        label=_("ou période"), required=False, max_length=60, help_text=_("Automne 2027")
    )

    def clean(self) -> dict[str, Any]:
        """One of the two says when."""
        typed = super().clean() or {}
        if not typed.get("happens_on") and not clean_line(typed.get("when_label", "")):
            self.add_error("happens_on", _("Indiquez une date, ou une période."))
        return typed


class NoteForm(IdeaForm):
    """An idea on paper or told at the desk, typed in by the team."""

    origin = forms.ChoiceField(
        label=_("Comment est-elle arrivée ?"),
        choices=[("paper", _("Sur papier")), ("desk", _("À l’accueil"))],
        widget=forms.RadioSelect,
        initial="paper",
    )
    signature = forms.CharField(
        label=_("Signée"),
        max_length=120,
        help_text=_("Le nom ou le pseudonyme que la personne a écrit."),
        error_messages={"required": _("Écrivez qui parle, par exemple « Une habitante »")},
    )
    occurred_on = forms.DateField(label=_("Date sur le papier"), required=False)
    author_kind = forms.ChoiceField(
        label=_("Elle parle"),
        choices=[("person", _("en son nom")), ("group", _("au nom d’un groupe"))],
        widget=forms.RadioSelect,
        initial="person",
    )
