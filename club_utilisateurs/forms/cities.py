"""Filters of the directory: read from the URL, an unknown value is simply not a filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.filters import FilterForm
from club_utilisateurs.queries.cities import Wanted
from tenants.models import CityCard
from tenants.registries import module_labels


class CityFilter(FilterForm):
    """Words, department, tool, « Des villes comme la mienne », those that answer."""

    q = forms.CharField(label=_("Mots"), required=False, max_length=100)
    departement = forms.ChoiceField(label=_("Département"), required=False)
    outil = forms.ChoiceField(label=_("Outil employé"), required=False)
    comme = forms.BooleanField(
        label=_("Des villes comme la mienne"),
        required=False,
        help_text=_("Une population proche, à moitié près, et au moins les mêmes outils."),
    )
    repond = forms.BooleanField(label=_("Répondent aux questions"), required=False)

    def __init__(self, *args: Any, cards: Iterable[CityCard], mine: CityCard | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = list(cards)
        self.mine = mine
        used = {kind for one in rows for kind in one.modules}
        departments = sorted({one.department for one in rows if one.department})
        self._offer("departement", [(code, code) for code in departments])
        self._offer(
            "outil", [(key, words) for key, words in module_labels().items() if key in used]
        )
        if mine is None:
            del self.fields["comme"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("Tous")), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What they ask of the directory."""
        chosen = self.chosen()
        return Wanted(
            words=chosen.get("q", ""),
            department=chosen.get("departement", ""),
            module=chosen.get("outil", ""),
            answers=bool(chosen.get("repond")),
            like=self.mine if chosen.get("comme") else None,
        )

    def _words(self, name: str, value: Any) -> str:
        if name == "q":
            return f"«\u00a0{value}\u00a0»"
        if value is True:
            return str(self.fields[name].label)
        return str(dict(self.fields[name].choices).get(value, value))  # type: ignore[attr-defined]
