"""Filters of the lists: read from the URL, an unknown value is simply not a filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.filters import FilterForm
from participation.consultations import queries
from participation.consultations.models import (
    ConsultationKind,
    Department,
    Sector,
    State,
    Theme,
)

PUBLIC_STATES = [
    ("", _("Toutes")),
    ("ouvertes", _("Ouvertes")),
    ("a-venir", _("À venir")),
    ("terminees", _("Terminées")),
]
_ALL = ("", _("Tous"))


class ConsultationFilter(FilterForm):
    """The residents' filters."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    etat = forms.ChoiceField(label=_("État"), required=False, choices=PUBLIC_STATES)
    genre = forms.ChoiceField(
        label=_("Type"), required=False, choices=[_ALL, *ConsultationKind.choices]
    )
    secteur = forms.ModelChoiceField(
        label=_("Secteur"), required=False, queryset=Sector.objects.all(), empty_label=_("Tous")
    )
    theme = forms.ModelChoiceField(
        label=_("Thème"), required=False, queryset=Theme.objects.all(), empty_label=_("Tous")
    )
    annee = forms.ChoiceField(label=_("Année"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in queries.years()]
        self.fields["annee"].choices = [("", _("Toutes")), *years]  # type: ignore[attr-defined]

    def _words(self, name: str, value: Any) -> str:
        if name == "q":
            return f"«\u00a0{value}\u00a0»"
        choices = getattr(self.fields[name], "_choices", None)
        return str(dict(choices).get(value, value)) if choices else str(value)


class StaffFilter(ConsultationFilter):
    """The team's filters: every state by its name, and the department."""

    etat = forms.ChoiceField(
        label=_("État"), required=False, choices=[("", _("Tous")), *State.choices]
    )
    direction = forms.ModelChoiceField(
        label=_("Direction"),
        required=False,
        queryset=Department.objects.all(),
        empty_label=_("Toutes"),
    )
