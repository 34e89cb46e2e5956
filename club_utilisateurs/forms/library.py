"""Filters of the library: read from the URL, an unknown value is simply not a filter."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.registries import module_labels


class LibraryFilter(forms.Form):
    """Words, tool, cities like mine."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    outil = forms.ChoiceField(label=_("Outil"), required=False)
    proches = forms.BooleanField(label=_("Des villes comme la mienne"), required=False)

    def __init__(self, *args: Any, has_city: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tous")), *module_labels().items()]
        self.fields["outil"].choices = choices  # type: ignore[attr-defined]
        if not has_city:
            del self.fields["proches"]

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
        return str(module_labels()[value] if name == "outil" else self.fields[name].label)
