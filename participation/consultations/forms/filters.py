"""Filters of the lists: read from the URL, an unknown value is simply not a filter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

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


class ConsultationFilter(forms.Form):
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

    def chosen(self) -> dict[str, Any]:
        """The valid filters; the others are ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self) -> list[dict[str, str]]:
        """Each filter in force, with the URL of the list without it."""
        chosen = self.chosen()
        found = []
        for name, value in chosen.items():
            rest = {key: self.data[key] for key in chosen if key != name}
            found.append({"label": self._words(name, value), "url": f"?{urlencode(rest)}"})
        return found

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
