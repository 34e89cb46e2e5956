"""Forms of an experience sheet: its texts, its figures, its last reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import Choice
from participation.sharing.confirming import Doubt
from participation.sharing.models import Sheet
from participation.sharing.sections import HELP, LONGEST
from tenants.disclosure.sheets import SECTIONS

LONG = ("context", "method", "difficulties", "result", "restitution")
CITY, MINE, KEPT = "city", "mine", "kept"


class SheetForm(forms.Form):
    """The texts: all may wait, but the title."""

    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        error_messages={"required": _("Donnez un titre à la fiche.")},
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        initial = {"title": sheet.title, **sheet.content}
        super().__init__(*args, initial=initial, **kwargs)
        for section in SECTIONS:
            if section.key == "cost":
                self._add_cost()
            else:
                self.fields[section.key] = self._text(section.key, section.label)

    def _text(self, key: str, label: Any) -> forms.CharField:
        rows = 7 if key in LONG else 4
        return forms.CharField(
            label=label,
            help_text=HELP[key],
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": rows, "data-count": LONGEST}),
            error_messages={
                "max_length": _("C’est trop long\u00a0: %(limit_value)d caractères au plus.")
            },
        )

    def _add_cost(self) -> None:
        self.fields["euros"] = forms.IntegerField(
            label=_("Coût, en euros"),
            help_text=_("Ce qui a été payé, hors temps des équipes. En chiffres, sans centimes."),
            required=False,
            min_value=0,
            max_value=100_000_000,
            error_messages={"invalid": _("Écrivez un nombre entier\u00a0: 12500.")},
        )
        self.fields["days"] = forms.FloatField(
            label=_("Temps de travail, en jours"),
            help_text=_("Toutes les personnes de l’équipe ensemble. Un demi-jour s’écrit 0,5."),
            required=False,
            min_value=0,
            max_value=10_000,
            localize=True,
            widget=forms.TextInput(attrs={"class": "w-s", "inputmode": "decimal"}),
            error_messages={"invalid": _("Écrivez un nombre de jours\u00a0: 12 ou 12,5.")},
        )

    def content(self) -> dict[str, Any]:
        """What is written, the title apart."""
        return {name: value for name, value in self.cleaned_data.items() if name != "title"}


class FiguresForm(forms.Form):
    """The figures ticked; nothing is in advance."""

    keys = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(key, key) for key in offered]  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The last reading: who signs, how far it goes, and each doubt settled."""

    seen = forms.CharField(widget=forms.HiddenInput)
    signature = forms.ChoiceField(label=_("Qui signe\u00a0?"), widget=forms.RadioSelect)
    public = forms.BooleanField(
        label=_("Aussi sur le web, sans compte"),
        help_text=_(
            "Tout le monde peut alors la lire, la copier et la transformer, à condition de citer "
            "votre ville et de partager de la même façon (licence CC BY-SA 4.0). Sans cette case, "
            "seules les villes du club la lisent."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, sheet: Sheet, city: str, person: str, doubts: Iterable[Doubt],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.person, self.kept = person, sheet.signed_by
        begins = KEPT if sheet.signed_by and sheet.signed_by != person else CITY
        if sheet.signed_by and sheet.signed_by == person:
            begins = MINE
        initial = {"seen": sheet.state, "signature": begins, "public": sheet.public}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["signature"].choices = self._signatures(city)  # type: ignore[attr-defined]
        self.marks = list(dict.fromkeys(doubt.mark for doubt in doubts))

    def _signatures(self, city: str) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [
            (CITY, Choice(city, _("La ville signe seule, aucun nom n’est montré.")))
        ]
        if self.person:
            said = _("Vous acceptez que votre nom soit lu avec la fiche. Vous pourrez l’ôter.")
            found.append((MINE, Choice(f"{self.person}, {city}", said)))
        if self.kept and self.kept != self.person:
            said = _("Comme dans la version précédente, avec son accord.")
            found.append((KEPT, Choice(f"{self.kept}, {city}", said)))
        return found

    def confirmed(self) -> list[str]:
        """The doubts ticked one by one."""
        return [mark for mark in self.data.getlist("confirmed") if mark in self.marks]

    def signed_by(self) -> str:
        """The name shown, or nothing."""
        return {MINE: self.person, KEPT: self.kept}.get(self.cleaned_data["signature"], "")
