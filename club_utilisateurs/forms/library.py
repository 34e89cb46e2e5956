"""Filters of the library: read from the URL, an unknown value is simply not a filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.filters import FilterForm
from tenants.registries import module_labels


class LibraryFilter(FilterForm):
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

    def _words(self, name: str, value: Any) -> str:
        if name == "q":
            return f"«\u00a0{value}\u00a0»"
        return str(module_labels()[value] if name == "outil" else self.fields[name].label)
