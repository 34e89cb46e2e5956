"""What is typed about the rail: how a difference was settled."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GapForm(forms.Form):
    """Why a difference is no longer one."""

    note = forms.CharField(
        label=_("Ce que vous avez fait"),
        max_length=200,
        error_messages={"required": _("Écrivez comment l’écart est réglé.")},
    )
