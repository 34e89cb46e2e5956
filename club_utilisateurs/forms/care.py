"""Shape and messages: reporting, and what the provider's people decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from club_utilisateurs.models import Category, HiddenBecause

LONGEST_NOTE, LONGEST_REASON = 500, 300


class ReportForm(forms.Form):
    """A member says what is wrong."""

    reason = forms.ChoiceField(
        label=_("Qu’est-ce qui ne va pas ?"),
        choices=HiddenBecause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif.")},
    )
    note = forms.CharField(
        label=_("Précisions"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": LONGEST_NOTE}),
        help_text=_("Lues par l’équipe d’Agora seulement."),
    )


class HideForm(forms.Form):
    """Why something is hidden: read by everybody."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": LONGEST_REASON}),
        help_text=_("Lu par tous les membres, à la place de ce qui est masqué et au journal."),
        error_messages={"required": _("Écrivez le motif : tous les membres le liront.")},
    )


class LockForm(forms.Form):
    """Why a topic takes no more answers."""

    reason = forms.CharField(
        label=_("Motif"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Lu par tous les membres au journal."),
    )


class MoveForm(forms.Form):
    """Another shelf for a topic."""

    category = forms.ModelChoiceField(
        label=_("Rubrique"),
        queryset=Category.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Cette rubrique n’existe plus. Choisissez-en une.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.all()  # type: ignore[attr-defined]
