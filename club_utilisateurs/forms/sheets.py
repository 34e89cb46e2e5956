"""Filters of the experience sheets: read from the URL, an unknown value is simply no filter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.disclosure.sheets import KINDS
from tenants.registries import module_labels

LIKE_MINE = "semblable"


class SheetFilters(forms.Form):
    """Words, tool, kind, size of the city."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    module = forms.ChoiceField(label=_("Outil"), required=False)
    genre = forms.ChoiceField(
        label=_("Type de démarche"), required=False, choices=[("", _("Tous")), *KINDS.items()]
    )
    taille = forms.ChoiceField(
        label=_("Taille de la ville"),
        required=False,
        choices=[("", _("Toutes")), (LIKE_MINE, _("Des villes comme la mienne"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tools = [("", _("Tous")), *module_labels().items()]
        self.fields["module"].choices = tools  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """The valid filters; the others are ignored."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self) -> list[dict[str, str]]:
        """Each filter in force, with the URL of the list without it."""
        chosen = self.chosen()
        return [
            {
                "label": self._words(name, value),
                "url": f"?{urlencode({key: chosen[key] for key in chosen if key != name})}",
            }
            for name, value in chosen.items()
        ]

    def _words(self, name: str, value: str) -> str:
        if name == "q":
            return f"«\u00a0{value}\u00a0»"
        choices = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        return str(choices[value])
