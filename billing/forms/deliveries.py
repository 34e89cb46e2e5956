"""What is copied from Chorus Pro."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agora.ui.forms import DateField
from billing.actions.deliveries import Status
from billing.clock import noon, now, today
from billing.forms.fields import check_signs
from billing.models import Chorus


class StatusForm(forms.Form):
    """Any status, with its day and what goes with it."""

    code = forms.ChoiceField(
        label=_("Statut affiché par Chorus Pro"),
        choices=Chorus.choices,
        error_messages={
            "required": _("Choisissez le statut."),
            "invalid_choice": _("Choisissez un statut de la liste."),
        },
    )
    on = DateField(label=_("Depuis le"))
    chorus_number = forms.CharField(
        label=_("Numéro Chorus Pro"), max_length=40, required=False, validators=[check_signs]
    )
    note = forms.CharField(
        label=_("Motif"),
        max_length=300,
        required=False,
        validators=[check_signs],
        help_text=_("Obligatoire pour un statut à recycler, suspendue ou rejetée."),
    )
    service_code = forms.CharField(
        label=_("Code service corrigé"),
        max_length=100,
        required=False,
        validators=[check_signs],
        help_text=_("Pour un nouvel envoi\u00a0: même numéro, même fichier, autre destinataire."),
    )
    engagement = forms.CharField(
        label=_("Engagement corrigé"), max_length=50, required=False, validators=[check_signs]
    )
    starts_over = forms.BooleanField(
        label=_("Le statut noté avant était une erreur\u00a0: repartir de celui-ci"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())

    def status(self) -> Status:
        """What was typed; a day that is today's is this very moment."""
        said = dict(self.cleaned_data)
        on = said.pop("on")
        return Status(at=now() if on == today() else noon(on), **said)
