"""Shape and messages: reports, moderation, corrections, replies, the team's filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.words import UNREADABLE
from participation.consultations.models import Consultation, Department, Sector
from participation.contributions.models import Origin, ReportKind
from participation.contributions.once import OnceForm
from participation.contributions.registries import kinds


class Words(forms.CharField):
    """A text by a person: says what to do when it holds what nobody can read."""

    default_error_messages = {
        "required": _("Écrivez quelques mots."),
        "unreadable": _(
            "Ce texte contient des caractères invisibles qui changent sa lecture. "
            "Recopiez-le sans mise en forme."
        ),
    }

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10_000)
        if rows > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if UNREADABLE.search(value.replace("\r\n", "\n")):
            raise forms.ValidationError(self.error_messages["unreadable"], "unreadable")


class ReportForm(OnceForm):
    """A reader tells the team."""

    kind = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas ?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif.")},
    )
    message = Words(
        label=_("Précisions"),
        required=False,
        rows=3,
        max_length=1000,
        help_text=_("Lues par l’équipe seulement."),
    )


class HideForm(forms.Form):
    """An article of the charter and a reason."""

    article = forms.TypedChoiceField(
        label=_("Article de la charte"),
        coerce=int,
        error_messages={"required": _("Choisissez l’article qui n’est pas respecté.")},
    )
    reason = Words(
        label=_("Pourquoi ?"),
        rows=3,
        max_length=1000,
        help_text=_("Envoyé à l’auteur, avec l’article."),
    )

    def __init__(self, *args: Any, articles: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = articles  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """Mend a typo or a sector; the former words stay visible."""

    title = forms.CharField(label=_("Titre"), max_length=200, required=False)
    body = Words(label=_("Texte"), rows=10, required=False)
    sector = forms.ModelChoiceField(
        label=_("Secteur"),
        queryset=Sector.objects.all(),
        required=False,
        empty_label=_("Aucun"),
    )
    reason = forms.CharField(
        label=_("Ce que vous corrigez"),
        max_length=200,
        help_text=_("Affiché sous le texte : « orthographe », « secteur »…"),
        error_messages={"required": _("Dites ce que vous corrigez : les habitants le liront.")},
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("title") and not data.get("body") and "body" not in self.errors:
            self.add_error("body", _("Il faut au moins un titre ou un texte."))
        return data


class ReplyForm(OnceForm):
    """The city's answer."""

    body = Words(
        label=_("La réponse de la ville"),
        rows=8,
        error_messages={"required": _("Écrivez la réponse avant de la publier.")},
    )
    department = forms.ModelChoiceField(
        label=_("Au nom de"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("La ville"),
    )
    signature = forms.CharField(
        label=_("Signée"),
        max_length=200,
        required=False,
        help_text=_("« Samira B., espaces verts ». Laissez vide pour le nom de la direction."),
    )


class StaffFilter(forms.Form):
    """Filters of the team's list, read from the URL."""

    STATES = (
        ("", _("Toutes")),
        ("signalees", _("Signalées")),
        ("masquees", _("Masquées")),
        ("sans-reponse", _("Sans réponse")),
        ("retirees", _("Retirées")),
    )
    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=STATES)
    genre = forms.ChoiceField(label=_("Genre"), required=False)
    concertation = forms.ModelChoiceField(
        label=_("Concertation"),
        required=False,
        queryset=Consultation.objects.only("title").order_by("title"),
        empty_label=_("Toutes"),
    )
    origine = forms.ChoiceField(
        label=_("Origine"), required=False, choices=[("", _("Toutes")), *Origin.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genre"].choices = [  # type: ignore[attr-defined]
            ("", _("Tous")),
            *((key, kind.label) for key, kind in kinds.items()),
        ]

    def chosen(self) -> dict[str, Any]:
        """The valid filters; the others are ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
