"""Filters of the lists, as they stand in the URL; one that means nothing is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from club_utilisateurs.models import Category, TopicKind

STATES = [
    ("sans-reponse", _("Sans réponse")),
    ("resolue", _("Résolues")),
    ("suivis", _("Que je suis")),
    ("non-lus", _("Non lus")),
]


class _Filters(forms.Form):
    rubrique = forms.ChoiceField(label=_("Rubrique"), required=False)
    genre = forms.ChoiceField(
        label=_("Genre"), required=False, choices=[("", _("Tous")), *TopicKind.choices]
    )

    def __init__(self, *args: Any, categories: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rubrique"].choices = [  # type: ignore[attr-defined]
            ("", _("Toutes")), *((one.slug, one.name) for one in categories),
        ]  # fmt: skip

    def chosen(self) -> dict[str, str]:
        """Return the filters that hold."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    def label_of(self, name: str, value: str) -> Any:
        """How a chosen value is called on screen."""
        return dict(self.fields[name].choices).get(value, value)  # type: ignore[attr-defined]


class TopicFilters(_Filters):
    """Of the list of topics."""

    etat = forms.ChoiceField(label=_("État"), required=False, choices=[("", _("Tous")), *STATES])
    mot = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)


class SearchFilters(_Filters):
    """Of the page of search."""

    q = forms.CharField(
        label=_("Que cherchez-vous\u00a0?"),
        max_length=200,
        required=False,
        widget=forms.HiddenInput,
    )
    onglet = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("fiches", ""), ("modeles", "")],
        widget=forms.HiddenInput,
    )

    def clean_q(self) -> str:
        """One line of words."""
        return " ".join(self.cleaned_data["q"].split())
