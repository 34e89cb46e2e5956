"""What is asked before a blueprint leaves, and before one is taken up."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agora.files.models import StoredFile
from agora.ui.forms import DateField
from participation.consultations.forms.facts import refuse_hidden
from participation.consultations.models import Department
from participation.sharing.composing import ALWAYS, Doubt
from tenants.disclosure.blueprints import BlueprintError, read
from tenants.disclosure.blueprints.writing import HEAVIEST
from tenants.models import OwnSheet
from tenants.registries import parts

LATEST = timedelta(days=3_660)
OPTIONAL = frozenset({"pages"})
"""Parts that leave only when somebody asks."""


class ShareForm(forms.Form):
    """Title, summary, parts, files, outcome sheet."""

    title = forms.CharField(
        label=_("Titre du modèle"),
        max_length=200,
        validators=[refuse_hidden],
        error_messages={"required": _("Donnez un titre au modèle.")},
        help_text=_("Ce que d’autres villes liront : l’usage plutôt que le lieu."),
    )
    summary = forms.CharField(
        label=_("Résumé"),
        max_length=2_000,
        validators=[refuse_hidden],
        error_messages={"required": _("Dites en quelques phrases à quoi sert ce modèle.")},
        help_text=_("À quoi il sert, pour qui, et ce qui a raté la première fois."),
        widget=forms.Textarea(attrs={"rows": 4, "data-count": 2_000}),
    )
    news = forms.CharField(
        label=_("Ce qui change dans cette version"),
        max_length=1_000,
        validators=[refuse_hidden],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites ce qui change : les villes qui l’ont le liront.")},
    )
    given = forms.MultipleChoiceField(
        label=_("Ce que vous donnez en plus des textes, des étapes et des modules"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    files = forms.MultipleChoiceField(
        label=_("Documents à joindre"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Aucun n’est joint si vous ne le cochez pas. Un PDF garde souvent le nom de qui l’a "
            "écrit : vérifiez ses propriétés."
        ),
    )
    sheet = forms.ChoiceField(
        label=_("Fiche d’expérience à montrer à côté"),
        required=False,
        help_text=_("Ses chiffres paraissent sur la page du modèle."),
    )
    signed = forms.BooleanField(
        label=_("Montrer mon nom : « contact pour ce modèle »"),
        required=False,
        help_text=_("Si vous ne cochez pas, la ville signe seule."),
    )

    def __init__(
        self,
        *args: Any,
        gathered: dict[str, Any],
        files: Sequence[StoredFile],
        sheets: Sequence[OwnSheet],
        version: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        extras = [(name, parts[name].label) for name in gathered if name != ALWAYS]
        self._choose("given", extras, [name for name, _label in extras if name not in OPTIONAL])
        self._choose("files", [(str(one.uid), one.name) for one in files], [])
        known = [(str(one.uid), one.title) for one in sheets]
        self._choose("sheet", [("", gettext("Aucune")), *known] if known else [], None)
        if version == 1:
            del self.fields["news"]

    def _choose(self, name: str, choices: list[tuple[str, Any]], initial: Any) -> None:
        if not choices:
            del self.fields[name]
            return
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].initial = initial

    def facts(self) -> dict[str, Any]:
        """Keyword arguments of `compose`."""
        data = self.cleaned_data
        return {
            "title": data["title"],
            "summary": data["summary"],
            "chosen": data.get("given", []),
            "ticked": [uuid.UUID(one) for one in data.get("files", [])],
        }

    @property
    def sheet_uid(self) -> uuid.UUID | None:
        """The outcome sheet chosen."""
        chosen = self.cleaned_data.get("sheet")
        return uuid.UUID(chosen) if chosen else None


class ConfirmForm(forms.Form):
    """What was found in the texts, confirmed one by one, and the consent to give them."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    consent = forms.BooleanField(
        label=_("La ville donne ce modèle sous licence CC BY-SA 4.0"),
        help_text=_(
            "Toute ville du club peut le reprendre, le modifier et le redonner, en citant la "
            "vôtre, sous la même licence. Vous pouvez le retirer du club quand vous voulez ; "
            "ce qui a été repris le reste."
        ),
        error_messages={"required": _("Dites que la ville est d’accord, ou abandonnez.")},
    )

    def __init__(self, *args: Any, doubts: Sequence[Doubt], seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = seen
        for doubt in doubts:
            self.fields[f"doubt_{doubt.mark}"] = forms.BooleanField(
                label=gettext("« %(excerpt)s » peut partir") % {"excerpt": doubt.found.excerpt},
                help_text=f"{doubt.where} : « {doubt.around} »",
                error_messages={
                    "required": gettext(
                        "Corrigez « %(excerpt)s » dans la concertation, ou confirmez."
                    )
                    % {"excerpt": doubt.found.excerpt}
                },
            )
        self.order_fields([*(f"doubt_{doubt.mark}" for doubt in doubts), "consent"])

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("seen") != self.now:
            raise ValidationError(
                _("Un texte a changé depuis l’aperçu. Relisez-le ci-dessous, puis publiez."),
                code="changed",
            )
        return self.cleaned_data


class TakeForm(forms.Form):
    """The questions a draft needs: its title, its first day, who carries it."""

    title = forms.CharField(
        label=_("Titre de votre concertation"),
        max_length=200,
        validators=[refuse_hidden],
        error_messages={"required": _("Donnez un titre à la concertation.")},
    )
    starts_on = DateField(
        label=_("Premier jour"), help_text=_("Toutes les autres dates en partent.")
    )
    department = forms.ModelChoiceField(
        label=_("Quelle direction la porte ?"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("Je choisirai plus tard"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_starts_on(self) -> date:
        chosen: date = self.cleaned_data["starts_on"]
        if abs(chosen - self.today) > LATEST:
            raise ValidationError(_("Choisissez un jour à moins de dix ans d’ici."), code="far")
        return chosen


def likely_first_day(today: date) -> date:
    """The Monday after two full weeks: time to read it all before it begins."""
    later = today + timedelta(days=14)
    return later + timedelta(days=-later.weekday() % 7)


class FileForm(forms.Form):
    """A blueprint sent by hand: its signature is read before anything else."""

    file = forms.FileField(
        label=_("Fichier du modèle"),
        help_text=_("Un fichier .agora-modele téléchargé depuis le club, 20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".agora-modele"}),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Ce fichier est vide. Vérifiez-le, puis envoyez-le de nouveau."),
        },
    )

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read(HEAVIEST + 1)
        try:
            read(content)
        except BlueprintError as error:
            raise ValidationError(error.words, code="refused") from error
        return content
